import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/**
 * Splits a stream into lines.
 *
 * @returns a function that emits the last line, if it does not end with a line break
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
