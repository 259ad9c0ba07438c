/** A setting that contradicts another one. */
export interface Conflict {
  readonly path: readonly string[];
  /** Completes the error `found …; allowed: `. */
  readonly allowed: string;
}
