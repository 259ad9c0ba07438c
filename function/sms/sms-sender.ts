/** A message with a verification code. */
export interface SmsMessage {
  /** E.164. */
  readonly to: string;
  readonly code: string;
  /** TTL of the code in minutes. */
  readonly minutes: number;
}

export type SendResult =
  | { readonly result: 'sent' }
  /** The API refused: the message will not arrive. */
  | { readonly result: 'refused'; readonly apiCode: string; readonly reason: string }
  /** The API could not be reached: the message will not arrive. */
  | { readonly result: 'unreachable'; readonly reason: string }
  /** The API did not reply: the message may arrive. */
  | { readonly result: 'unanswered'; readonly reason: string };

/** Sends verification codes. */
export interface SmsSender {
  send(message: SmsMessage): Promise<SendResult>;
}
