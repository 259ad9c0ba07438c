import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';

/** The earliest time in the zip format. A fixed modification time keeps builds reproducible. */
const fixedTime = new Date(1980, 0, 1);

/**
 * Creates a zip with one file. The same content has the same bytes on every machine: the library compresses by itself, since the
 * zlib of Node.js differs between versions and processors.
 */
export async function zipFile(name: string, content: Uint8Array): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), {
    level: 9,
    lastModDate: fixedTime,
    extendedTimestamp: false,
    dataDescriptor: false,
    useCompressionStream: false,
    useWebWorkers: false,
  });
  await zip.add(name, new Uint8ArrayReader(content));
  return zip.close();
}
