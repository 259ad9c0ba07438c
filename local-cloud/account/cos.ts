import { createHash } from 'node:crypto';
import type { AccountContext } from './account-context';
import { CloudError } from './cloud-error';
import { checkRegion } from './region';

export interface BucketRecord {
  /** With the account's `APPID` at its end, such as `sms-state-1300000000`. */
  readonly name: string;
  readonly region: string;
}

export interface ObjectRecord {
  readonly bucket: string;
  readonly key: string;
  /** In base64. */
  readonly content: string;
  /** Hexadecimal MD5 of the content. */
  readonly md5: string;
  /** Headers that were stored with it and are returned with it, such as `x-cos-meta-md5`, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** In milliseconds since 1970. */
  readonly modifiedAt: number;
}

export interface ListOptions {
  readonly prefix: string;
  /** The key after which the list begins. */
  readonly marker: string;
  readonly maxKeys: number;
}

export type CosService = ReturnType<typeof createCosService>;

/** Characters of a bucket's name, its APPID included. */
const longestName = 60;

/** Buckets and their objects, without versions. A bucket exists only if somebody made it. platform: cos-requests */
export function createCosService({ storage, now, appId }: AccountContext) {
  const buckets = storage.collection<BucketRecord>('buckets');
  const objects = storage.collection<ObjectRecord>('objects');
  const idOf = (bucket: string, key: string) => `${bucket}/${key}`;
  const objectsOf = ({ name }: BucketRecord) => [...objects.values()].filter(({ bucket }) => bucket === name);

  /** @throws {CloudError} if the bucket does not exist in the region */
  function bucket(region: string, name: string): BucketRecord {
    const found = buckets.get(name);
    if (found?.region === region) return found;
    throw new CloudError('NoSuchBucket', 'The specified bucket does not exist.');
  }

  return {
    bucket,
    buckets: () => [...buckets.values()],

    createBucket(region: string, name: string): void {
      checkRegion(region);
      const isName = /^[a-z0-9][a-z0-9-]*$/.test(name) && name.endsWith(`-${appId}`) && name.length <= longestName;
      if (!isName) {
        const allowed = `lower-case letters, digits and hyphens, then -${appId}, up to ${longestName} characters`;
        throw new CloudError('InvalidBucketName', `The bucket name ${name} is not allowed; allowed: ${allowed}.`);
      }
      if (buckets.has(name)) throw new CloudError('BucketAlreadyOwnedByYou', 'The bucket is already yours.');
      buckets.set(name, { name, region });
    },

    deleteBucket(region: string, name: string): void {
      if (objectsOf(bucket(region, name)).length > 0) {
        throw new CloudError('BucketNotEmpty', 'The bucket you tried to delete is not empty.');
      }
      buckets.delete(name);
    },

    /** @throws {CloudError} if there is no such object */
    getObject({ name }: BucketRecord, key: string): ObjectRecord {
      const found = objects.get(idOf(name, key));
      if (found === undefined) throw new CloudError('NoSuchKey', 'The specified key does not exist.');
      return found;
    },

    putObject({ name }: BucketRecord, key: string, content: Buffer, headers: ObjectRecord['headers']): ObjectRecord {
      const md5 = createHash('md5').update(content).digest('hex');
      const stored = { bucket: name, key, content: content.toString('base64'), md5, headers, modifiedAt: now() };
      objects.set(idOf(name, key), stored);
      return stored;
    },

    /** Deletes an object. Does nothing if there is none. */
    deleteObject({ name }: BucketRecord, key: string): void {
      objects.delete(idOf(name, key));
    },

    /** Lists objects in the order of their keys. */
    listObjects(of: BucketRecord, { prefix, marker, maxKeys }: ListOptions) {
      const matching = objectsOf(of)
        .filter(({ key }) => key.startsWith(prefix) && key > marker)
        .sort((one, other) => (one.key < other.key ? -1 : 1));
      return { listed: matching.slice(0, maxKeys), isTruncated: matching.length > maxKeys };
    },
  };
}
