import { messageText } from './message-text';
import type { SmsSender } from './sms-sender';

/** Creates a sender that prints each message as one line, for use without a Tencent Cloud account. */
export function createConsoleSender(write: (line: string) => void): SmsSender {
  return {
    async send({ to, code, minutes }) {
      write(`SMS to ${to}: ${messageText(code, minutes)}`);
      return { result: 'sent' };
    },
  };
}
