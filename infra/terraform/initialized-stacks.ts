import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Lists the stacks in an output folder in which Terraform was initialized. cdktf deletes the folders of all stacks that were not
 * synthesized, and with them what Terraform downloaded and which backend it uses.
 *
 * platform: cdktf-deletes-stacks
 *
 * @param outputFolder such as `cdktf.out`
 */
export function initializedStacks(outputFolder: string): string[] {
  const folder = join(outputFolder, 'stacks');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, '.terraform')));
}
