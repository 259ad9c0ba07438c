/** A name was given more than once. */
export const repeated = Symbol('repeated');

/** The value that was given for a name: `undefined` where there is none, {@link repeated} where there are several. */
export type ReadValue = (name: string) => unknown;

/** The values of a query, which the platform gives as an object; a repeated name has an array. */
export function readQuery(queryString: unknown): ReadValue {
  if (typeof queryString === 'string') return readForm(queryString);
  const readValue = readObject(queryString);
  return (name) => {
    const value = readValue(name);
    return Array.isArray(value) ? onlyOf(value) : value;
  };
}

/** The values of `application/x-www-form-urlencoded`. */
export function readForm(text: string): ReadValue {
  const form = new URLSearchParams(text);
  return (name) => onlyOf(form.getAll(name));
}

/** The values of an object's own fields; what it inherits was not given by anybody. */
export function readObject(object: unknown): ReadValue {
  if (typeof object !== 'object' || object === null) return () => undefined;
  return (name) => (Object.hasOwn(object, name) ? Reflect.get(object, name) : undefined);
}

function onlyOf(values: readonly unknown[]): unknown {
  return values.length > 1 ? repeated : values[0];
}
