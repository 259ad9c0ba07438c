import { CloudError } from './cloud-error';

/** Settings that the service stores and returns unchanged, by the API's names. */
export type Settings = Readonly<Record<string, unknown>>;

/** Returns a record, or refuses with the API's code if it does not exist. */
export function getRecord<T>(records: ReadonlyMap<string, T>, id: string, what: string, code: string): T {
  const record = records.get(id);
  if (record !== undefined) return record;
  throw new CloudError(code, `The ${what} ${id} does not exist.`);
}

/** Refuses a name that is not 1 to 255 characters, or that another record has. platform: cls-names */
export function checkName(records: Iterable<{ readonly name: string }>, name: string, code: string): void {
  if (name === '' || name.length > 255) throw new CloudError('InvalidParameter', 'A name has 1 to 255 characters.');
  for (const record of records) {
    if (record.name === name) throw new CloudError(code, `The name ${name} is already in use.`);
  }
}
