import { code, markdownTable } from '../markdown-table';
import { listStackVariables, neededWhen } from './terraform-variables';

/**
 * Generates the table of the Terraform variables, from synthesized stacks.
 *
 * @throws {Error} if nothing says when a variable is needed
 */
export function terraformTable(): string {
  const order = Object.keys(neededWhen);
  const variables = [...listStackVariables()].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const rows = variables.map(({ name, description, isSecret }) => {
    const needed = neededWhen[name];
    if (needed === undefined) throw new Error(`${name}: terraform-variables.ts does not say when it is needed.`);
    return [code(name), withCode(description).replace(/\.$/, ''), needed, isSecret ? 'yes' : 'no'];
  });
  return markdownTable(['variable', 'what it is', 'needed', 'secret'], rows);
}

/** A description with its examples, and the names in it, as code: it is written for a terminal. */
function withCode(description: string): string {
  return description.replaceAll(/\{"[\s\S]*?\}\}|\[(?:\{[\s\S]*?\}|\d+)\]|\b[a-z]+(?:[A-Z]\w*|_\w+)(?:\.\w+)*/g, code);
}
