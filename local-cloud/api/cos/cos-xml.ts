import type { BucketRecord, ListOptions, ObjectRecord } from '../../account/cos';

/** A document of XML: its elements by name, of which a list repeats. */
type Element = string | number | boolean | { readonly [name: string]: Element | readonly Element[] };

const escaped: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function write(name: string, element: Element): string {
  const content =
    typeof element === 'object'
      ? Object.entries(element).flatMap(([child, value]) =>
          (Array.isArray(value) ? value : [value]).map((one) => write(child, one)),
        )
      : [String(element).replace(/[&<>"]/g, (character) => escaped[character] ?? '')];
  return `<${name}>${content.join('')}</${name}>`;
}

const document = (name: string, element: Element) => `<?xml version='1.0' encoding='utf-8' ?>\n${write(name, element)}`;

/** A refusal as COS sends it. */
export interface CosRefusal {
  readonly code: string;
  readonly message: string;
  /** The bucket or object of the request. */
  readonly resource: string;
  readonly requestId: string;
}

/** The body of a refusal. platform: cos-errors */
export function errorXml({ code, message, resource, requestId }: CosRefusal): string {
  return document('Error', { Code: code, Message: message, Resource: resource, RequestId: requestId, TraceId: '' });
}

/** The body of a list of objects. */
export function listXml(
  { name }: BucketRecord,
  { prefix, marker, maxKeys }: ListOptions,
  { listed, isTruncated }: { readonly listed: readonly ObjectRecord[]; readonly isTruncated: boolean },
): string {
  return document('ListBucketResult', {
    Name: name,
    Prefix: prefix,
    Marker: marker,
    MaxKeys: maxKeys,
    IsTruncated: isTruncated,
    ...(isTruncated && { NextMarker: listed.at(-1)?.key ?? '' }),
    Contents: listed.map(({ key, content, md5, modifiedAt }) => ({
      Key: key,
      LastModified: new Date(modifiedAt).toISOString(),
      ETag: `"${md5}"`,
      Size: Buffer.from(content, 'base64').length,
      StorageClass: 'STANDARD',
    })),
  });
}
