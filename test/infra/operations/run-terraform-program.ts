import { runTerraform } from '../../../infra/operations/run-terraform';
import { terraformEnvironment } from '../../../infra/operations/terraform-program';

/** Runs Terraform in the folder of the first argument, and prints how it ended as the last line. */
async function main(): Promise<void> {
  const [folder = '', ...args] = process.argv.slice(2);
  const end = await runTerraform({ folder, args, env: terraformEnvironment() });
  console.log(JSON.stringify(end));
}

main();
