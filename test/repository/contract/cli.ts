import { writeFile } from 'node:fs/promises';
import { contractFile, contractText } from './contract-file';

/** `make contract`: writes the description of the HTTP interface. */
writeFile(contractFile, contractText());
