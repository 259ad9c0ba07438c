import { asObject } from './event';
import { findRepeatedNames } from './repeated-names';

/** Stands for the value of a name that occurs more than once. */
export const repeated = Symbol('repeated');

/** Returns the value of a name: `undefined` if there is none, {@link repeated} if there are several. */
export type ReadValue = (name: string) => unknown;

/**
 * Reads a query string, which the platform passes as an object. The value of a repeated name is an array.
 * platform: event-repeated-parameter
 */
export function readQuery(queryString: unknown): ReadValue {
  if (typeof queryString === 'string') return readForm(queryString);
  const readValue = readObject(queryString);
  return (name) => {
    const value = readValue(name);
    return Array.isArray(value) ? singleValue(value) : value;
  };
}

/** Reads `application/x-www-form-urlencoded`. */
export function readForm(text: string): ReadValue {
  const form = new URLSearchParams(text);
  return (name) => singleValue(form.getAll(name));
}

/** Reads a JSON object; returns `undefined` if the text is not one. */
export function readJson(text: string): ReadValue | undefined {
  const object = parseJson(text);
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return undefined;
  const readValue = readObject(object);
  const repeatedNames = findRepeatedNames(text, object);
  return (name) => (repeatedNames.has(name) ? repeated : readValue(name));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads the own properties of an object. */
function readObject(object: unknown): ReadValue {
  const properties = asObject(object);
  return (name) => (Object.hasOwn(properties, name) ? properties[name] : undefined);
}

function singleValue(values: readonly unknown[]): unknown {
  return values.length > 1 ? repeated : values[0];
}
