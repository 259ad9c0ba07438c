import type { EnvironmentSettings } from '../../../infra/settings/environment-schema';
import type { Changes } from './changes';

/** An environment that is deployed and then changed, one step after another, as its owner would over the years. */
export interface Walk {
  readonly name: string;
  readonly start: EnvironmentSettings;
  readonly steps: readonly Step[];
}

/** A change of an environment, and what the plan has to say about it. */
export interface Step {
  readonly set: Changes;
  /** Values of Terraform variables from this step on, instead of those of the steps before. @default - they stay as they are */
  readonly variables?: Readonly<Record<string, string>>;
  /** Types of the resources that are replaced. @default - none, the change is made in place */
  readonly replaces?: readonly string[];
  /** Types of the resources that are destroyed and not created again. @default - none */
  readonly removes?: readonly string[];
  /** Words of the message by which the change is refused before anything is changed. @default - the change is made */
  readonly refused?: string;
}

/**
 * Changes several settings at once that do not interact: the first step sets the first value of each, the second step the
 * second one, and so on.
 *
 * @param expected what the plan says about every step. @default - all changes are made in place
 */
export function together(
  columns: Readonly<Record<string, readonly unknown[]>>,
  expected: Omit<Step, 'set'> = {},
): readonly Step[] {
  const length = Math.max(...Object.values(columns).map((values) => values.length));
  return Array.from({ length }, (_, index) => ({
    set: Object.fromEntries(
      Object.entries(columns).flatMap(([path, values]) => (index < values.length ? [[path, values[index]]] : [])),
    ),
    ...expected,
  }));
}
