import type { StackSession } from './stack-session';
import type { StackState } from './terraform-state';

/** A text that Terraform prints in quotation marks as it is. */
const plainText = /^[^\p{Cc}"\\$%]*$/u;

/**
 * Prints the outputs of a state as `terraform output` does. It does so itself if all of them are plain texts, which saves a start of
 * Terraform.
 *
 * platform: output-format
 *
 * @param state as it was before a plan without changes
 */
export async function printOutputs(
  { terraform }: Pick<StackSession, 'terraform'>,
  { outputs }: Pick<StackState, 'outputs'>,
): Promise<void> {
  const entries = Object.entries(outputs).sort(([one], [other]) => (one < other ? -1 : 1));
  const isPlain = entries.every(
    ([, { value, sensitive }]) => typeof value === 'string' && plainText.test(value) && !sensitive,
  );
  if (!isPlain || entries.length === 0) {
    await terraform('output');
    return;
  }
  console.log(entries.map(([name, { value }]) => `${name} = "${value}"`).join('\n'));
}
