import { writeFile } from 'node:fs/promises';
import { writeTable } from '../generated-tables';
import { contractFile, contractText } from './contract-file';
import { outcomePlace, outcomeTable } from './outcome-table';

/** `make contract`: writes the description of the HTTP interface, and the outcomes for application developers. */
async function main(): Promise<void> {
  await writeFile(contractFile, contractText());
  await writeTable(outcomePlace, outcomeTable());
}

main();
