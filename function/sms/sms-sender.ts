/** A verification code on its way to a number. */
export interface SmsMessage {
  /** E.164. */
  readonly to: string;
  readonly code: string;
  /** How long the code is valid. */
  readonly minutes: number;
}

export type SendResult =
  | { readonly result: 'sent' }
  /** The sender said no: the message is not on its way. */
  | { readonly result: 'refused'; readonly apiCode: string; readonly reason: string }
  /** The sender could not be reached: the message is not on its way. */
  | { readonly result: 'unreachable'; readonly reason: string }
  /** Nobody can tell: the message may be on its way. */
  | { readonly result: 'unanswered'; readonly reason: string };

/** Sends verification codes. */
export interface SmsSender {
  send(message: SmsMessage): Promise<SendResult>;
}
