import { runCommand } from '../command-line';
import { describePreview, findEnvironment, readEnvironmentName } from '../deployed-environment';
import { synthesizeSession } from '../stack/stack-session';
import { withoutStateFiles } from '../stack/synthesize';
import { terraformEnvironment } from '../terraform-program';
import { readDoctorOptions } from './doctor-options';
import { examine } from './examine';
import { help } from './help';
import { countFindings, reportHeading, reportJson, reportText } from './report';

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
  const examined = { environment: settings.name, region: settings.region };
  // At once, since the rest takes some seconds.
  const preview = describePreview(settings.name);
  if (!json) process.stdout.write(reportHeading(examined) + (preview === undefined ? '' : `${preview}\n`));
  const synthesisEnv = { ...process.env, ...withoutStateFiles };
  const synthesize = () => synthesizeSession(settings, stack, synthesisEnv);
  const findings = await examine(terraformEnvironment(), synthesize);
  const code = countFindings(findings, 'failure') > 0 ? 1 : 0;
  // Without waiting for calls of checks that were given up.
  process.stdout.write(json ? reportJson({ ...examined, findings }) : reportText(findings), () => process.exit(code));
}

runCommand(main);
