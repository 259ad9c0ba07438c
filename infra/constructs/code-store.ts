/** The Redis instance that stores codes. */
export interface CodeStore {
  readonly host: string;
  /** As text, since Terraform may know it only when it plans. */
  readonly port: string;
  readonly password: string;
  /** Prefix of all keys. @default - nobody else stores something in the instance */
  readonly keyPrefix?: string;
}
