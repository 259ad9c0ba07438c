import { messageText } from './message-text';
import type { SmsSender } from './sms-sender';

/** Prints each message as one line instead of sending it: for trying the service without an account. */
export function createConsoleSender(write: (line: string) => void): SmsSender {
  return {
    async send({ to, code, minutes }) {
      write(`SMS to ${to}: ${messageText(code, minutes)}`);
      return { result: 'sent' };
    },
  };
}
