import { runCommand } from '../command-line';
import { findEnvironment, readEnvironmentName } from '../deployed-environment';
import { synthesizeSession } from '../stack/stack-session';
import { terraformEnvironment } from '../terraform-program';
import { readDoctorOptions } from './doctor-options';
import { examine } from './examine';
import { help } from './help';
import { countFindings, reportJson, reportText } from './report';

/** `make doctor`. The arguments are the words of `ARGS`. */
async function main(): Promise<void> {
  const { help: asksForHelp, json, stack } = readDoctorOptions(process.argv.slice(2));
  if (asksForHelp) {
    process.stdout.write(help);
    return;
  }
  const settings = findEnvironment(readEnvironmentName(process.env));
  // Terraform may write secrets to its folder: no other user may read them.
  process.umask(0o077);
  const findings = await examine(terraformEnvironment(), () => synthesizeSession(settings, stack));
  const report = { environment: settings.name, region: settings.region, findings };
  const code = countFindings(findings, 'failure') > 0 ? 1 : 0;
  // Without waiting for calls of checks that were given up.
  process.stdout.write(json ? reportJson(report) : reportText(report), () => process.exit(code));
}

runCommand(main);
