import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/**
 * Cuts what a stream brings into lines.
 *
 * @returns hands over a last line that has no end
 */
export function readLines(stream: Readable, onLine: (line: string) => void): () => void {
  const decoder = new StringDecoder();
  let rest = '';
  stream.on('data', (bytes: Buffer) => {
    const lines = (rest + decoder.write(bytes)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  return () => {
    if (rest !== '') onLine(rest);
    rest = '';
  };
}
