import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type CapturedTerraform, captureTerraform } from './capture-terraform';
import { automaticVariableFiles } from './missing-variables';
import type { SynthesizedStack } from './synthesized-stack';
import { readPlanMessages, type TerraformError } from './terraform-messages';

/** What Terraform says of the variables of a stack. */
export interface VariableValues {
  /** Values by name: texts as they are, others as JSON. Values of sensitive variables are not read. */
  readonly values: ReadonlyMap<string, string>;
  /** Why Terraform refuses values, one in a line: the stack's own messages. They contain no value. */
  readonly problems: readonly string[];
}

export interface VariablesQuestion {
  readonly stack: Pick<SynthesizedStack, 'folder' | 'variables'>;
  /** Variables without a value, which are left out: Terraform would ask for them. */
  readonly missing: readonly string[];
  /** Options of `terraform plan`, of which `-var` and `-var-file` count. */
  readonly planOptions: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Asks Terraform for the values of a stack's variables, and whether it takes them. It reads `-var`, `-var-file`, files of variables
 * and `TF_VAR_…` in its own order, in a temporary folder that has nothing of the stack but the declarations: without resources, it
 * needs no provider, no state and no initialization.
 *
 * platform: variables-alone
 *
 * @throws {Error} if Terraform cannot be started
 */
export async function readVariables(question: VariablesQuestion): Promise<VariableValues> {
  const [values = new Map(), { problems, malformed }] = await Promise.all([
    readValues(question),
    findProblems(question),
  ]);
  if (malformed.length === 0) return { values, problems };
  // A value that is none of the variable's type hides the others, and what is wrong with them.
  const others = await readVariables(without(question, malformed));
  return { values: others.values, problems: [...new Set([...problems, ...others.problems])] };
}

/** The same question as if some variables were not declared. */
function without(
  { missing, planOptions, ...question }: VariablesQuestion,
  names: readonly string[],
): VariablesQuestion {
  const isGiven = (option: string) => names.some((name) => option.startsWith(`-var=${name}=`));
  return { ...question, missing: [...missing, ...names], planOptions: planOptions.filter((one) => !isGiven(one)) };
}

/** @returns `undefined` if Terraform refuses a value */
async function readValues(question: VariablesQuestion): Promise<ReadonlyMap<string, string> | undefined> {
  const names = declared(question).flatMap(({ name, isSensitive }) => (isSensitive ? [] : [name]));
  const expression = `base64encode(jsonencode({${names.map((name) => `${name} = var.${name}`).join(', ')}}))\n`;
  // Without the validations, so that a refused value does not hide the others.
  const { stdout } = await runAlone(question, ['console'], { withValidations: false, input: expression });
  const [, encoded] = /^"([\w+/=]+)"$/m.exec(stdout) ?? [];
  if (encoded === undefined) return undefined;
  const read: Readonly<Record<string, unknown>> = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  return new Map(
    Object.entries(read).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

interface Problems {
  readonly problems: readonly string[];
  /** Variables whose values are none of their types. */
  readonly malformed: readonly string[];
}

async function findProblems(question: VariablesQuestion): Promise<Problems> {
  const { stdout } = await runAlone(question, ['plan', '-input=false', '-json'], { withValidations: true });
  const { errors } = readPlanMessages(stdout);
  const malformed = errors.flatMap(({ variable }) => variable ?? []);
  // Terraform also says of a malformed value that there is none.
  const isRepeated = ({ summary, detail }: TerraformError) =>
    summary === 'No value for required variable' && malformed.some((name) => detail.includes(`"${name}"`));
  return { problems: errors.filter((error) => !isRepeated(error)).map(describeProblem), malformed };
}

function describeProblem({ summary, detail, variable }: TerraformError): string {
  if (summary === 'Invalid value for variable') return detail;
  return variable === undefined ? `${summary}: ${detail}` : `${variable} has no value of its type: ${detail}`;
}

interface RunAlone {
  readonly withValidations: boolean;
  readonly input?: string;
}

/** Runs Terraform in a folder with the declarations of the variables only. */
async function runAlone(
  question: VariablesQuestion,
  args: readonly string[],
  { withValidations, ...options }: RunAlone,
): Promise<CapturedTerraform> {
  const { stack, planOptions } = question;
  const folder = await mkdtemp(join(tmpdir(), 'variables-'));
  try {
    const variable = Object.fromEntries(
      declared(question).map(({ name, declaration: { validation, ...declaration } }) => [
        name,
        withValidations && validation !== undefined ? { ...declaration, validation } : declaration,
      ]),
    );
    await writeFile(join(folder, 'variables.tf.json'), JSON.stringify({ variable }));
    for (const name of automaticVariableFiles(stack.folder)) {
      await symlink(resolve(stack.folder, name), join(folder, name));
    }
    const given = planOptions.filter((option) => /^-var(-file)?=/.test(option));
    return await captureTerraform([...args, ...given], { folder, env: withoutProject(question.env), ...options });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function declared({ stack, missing }: VariablesQuestion) {
  return stack.variables.filter(({ name }) => !missing.includes(name));
}

/** Options and folders that are meant for the stack. */
function withoutProject(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const meant = /^TF_(CLI_ARGS|DATA_DIR$|WORKSPACE$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !meant.test(name)));
}
