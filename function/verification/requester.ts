import type { ClientNetworks, KnownNumber } from '../store/code-store';

/** Who asks for what: a number, a request, and where it comes from. */
export interface Requester {
  /** E.164. */
  readonly e164: string;
  /** Country calling code of the number, such as `86`. */
  readonly countryCode: string;
  readonly requestId: string;
  /** The fixed code of a test number. @default - it is an ordinary number */
  readonly testCode?: string | undefined;
  readonly known: KnownNumber;
  /** @default - the client's address is unknown */
  readonly networks?: ClientNetworks | undefined;
}
