import { text } from 'node:stream/consumers';
import { fitnessFor } from './fitness';

/**
 * Reads the variables of a stack as JSON, and prints how this commit's function fits it. Later commits run it before they deploy
 * this one's function again: what it reads and prints must stay as it is.
 */
async function main(): Promise<void> {
  console.log(JSON.stringify(fitnessFor(JSON.parse(await text(process.stdin)))));
}

main();
