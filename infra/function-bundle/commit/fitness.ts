import { missingVariables } from '../../../function/configuration/required-variables';
import { variables } from '../../../function/configuration/variables';
import { recordsFormat } from '../../../function/store/records-format';

/** Environment variables that a stack sets: their values, or `null` if only Terraform knows the value. */
export type SetVariables = Readonly<Record<string, string | null>>;

/** What a commit's function says of a stack's variables, and what its records are. */
export interface Fitness {
  readonly recordsFormat: number;
  /** Variables that it does not know. */
  readonly unknown: readonly string[];
  /** Variables whose values it does not take. */
  readonly refused: readonly string[];
  /** Variables that it requires, and that are not set. */
  readonly missing: readonly string[];
}

/** Tells how the function of this commit fits a stack. */
export function fitnessFor(set: SetVariables): Fitness {
  const { shape } = variables;
  const known = Object.entries(shape);
  const present = Object.fromEntries(Object.entries(set).map(([name, value]) => [name, value ?? 'known to Terraform']));
  const destinations = shape.SMS_DESTINATIONS.safeParse(set.SMS_DESTINATIONS ?? undefined).data;
  return {
    recordsFormat,
    unknown: Object.keys(set).filter((name) => !Object.hasOwn(shape, name)),
    refused: known.flatMap(([name, schema]) => {
      const value = set[name] ?? '';
      return value === '' || schema.safeParse(value).success ? [] : [name];
    }),
    missing: missingVariables(present, present, destinations).map(({ name }) => name),
  };
}
