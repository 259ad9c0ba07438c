/** A bucket and its region, as the host of a request names them. */
export interface BucketHost {
  readonly bucket: string;
  readonly region: string;
}

/** @returns the bucket of a `Host` header; `undefined` if it is no host of COS. platform: cos-requests */
export function readBucketHost(host: string): BucketHost | undefined {
  const [, bucket, region] = /^([a-z0-9-]+)\.cos\.([a-z0-9-]+)\.myqcloud\.com(?::443)?$/.exec(host) ?? [];
  return bucket === undefined || region === undefined ? undefined : { bucket, region };
}
