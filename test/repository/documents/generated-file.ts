/** A file of which `make docs` makes a part or all, and how it has to be. */
export interface GeneratedFile {
  /** Path relative to the project root. */
  readonly file: string;
  readonly text: string;
}
