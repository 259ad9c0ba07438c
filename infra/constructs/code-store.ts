/** The Redis instance that stores codes. */
export interface CodeStore {
  /** ID of the environment's own instance. @default - the instance is somebody else's */
  readonly instanceId?: string;
  readonly host: string;
  /** As text, since Terraform may know it only when it plans. */
  readonly port: string;
  readonly password: string;
  /** Prefix of all keys. @default - nobody else stores something in the instance */
  readonly keyPrefix?: string;
}
