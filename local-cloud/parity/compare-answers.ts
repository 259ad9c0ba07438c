import { isDeepStrictEqual } from 'node:util';
import type { Answers } from './recording';

/** A value that the platform and the local cloud have not in common. */
export interface Difference {
  /** Name of the answer, and where in it the value is, such as `event.get.types, headers.host`. */
  readonly name: string;
  /** The platform's value in JSON. `undefined` if it has none. */
  readonly expected: string | undefined;
  /** The local cloud's value in JSON. `undefined` if it has none. */
  readonly found: string | undefined;
  /** Whether the values are those elements of two lists that only one of them has. */
  readonly isPartOfList: boolean;
}

/** How the answers of the platform and those of the local cloud compare. */
export interface Comparison {
  /** The number of answers that both have. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** The number of answers with differences. */
  readonly different: number;
  /** Names of answers of the platform alone, and of the local cloud alone: the other one was not asked. */
  readonly platformOnly: readonly string[];
  readonly localOnly: readonly string[];
}

/** Compares the answers that both have. */
export function compareAnswers(platform: Answers, local: Answers): Comparison {
  const names = Object.keys(platform).sort();
  const common = names.filter((name) => Object.hasOwn(local, name));
  const found = common.map((name) => differencesOf(name, [], platform[name], local[name]));
  return {
    compared: common.length,
    differences: found.flat(),
    different: found.filter(({ length }) => length > 0).length,
    platformOnly: names.filter((name) => !common.includes(name)),
    localOnly: Object.keys(local)
      .filter((name) => !common.includes(name))
      .sort(),
  };
}

function differencesOf(answer: string, path: readonly string[], expected: unknown, found: unknown): Difference[] {
  if (isDeepStrictEqual(expected, found)) return [];
  const name = path.length === 0 ? answer : `${answer}, ${path.join('.')}`;
  if (isObject(expected) && isObject(found)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
    return keys.flatMap((key) => differencesOf(answer, [...path, key], own(expected, key), own(found, key)));
  }
  if (Array.isArray(expected) && Array.isArray(found)) {
    const parts = { expected: listed(without(expected, found)), found: listed(without(found, expected)) };
    const haveSameElements = parts.expected === undefined && parts.found === undefined;
    if (!haveSameElements) return [{ name, ...parts, isPartOfList: true }];
  }
  return [{ name, expected: JSON.stringify(expected), found: JSON.stringify(found), isPartOfList: false }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const own = (value: Readonly<Record<string, unknown>>, key: string) =>
  Object.hasOwn(value, key) ? value[key] : undefined;

/** The elements of a list that another one lacks; an element that occurs more than once has to occur as often. */
function without(list: readonly unknown[], other: readonly unknown[]): readonly unknown[] {
  const rest = [...other];
  return list.filter((element) => {
    const index = rest.findIndex((one) => isDeepStrictEqual(one, element));
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

const listed = (list: readonly unknown[]) =>
  list.length === 0 ? undefined : list.map((element) => JSON.stringify(element)).join(', ');
