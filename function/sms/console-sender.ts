import { type Destinations, defaultLanguage } from '../configuration/destinations';
import { messageText } from './message-text';
import type { SmsSender } from './sms-sender';

export interface ConsoleSenderOptions {
  readonly write: (line: string) => void;
  /** @default - every message is in English */
  readonly destinations?: Destinations | undefined;
}

/** Creates a sender that prints each message as one line, for use without a Tencent Cloud account. */
export function createConsoleSender({ write, destinations = {} }: ConsoleSenderOptions): SmsSender {
  return {
    async send({ to, countryCode, code, minutes }) {
      const { language = defaultLanguage } = destinations[countryCode] ?? {};
      write(`SMS to ${to}: ${messageText({ code, minutes, language })}`);
      return { result: 'sent' };
    },
  };
}
