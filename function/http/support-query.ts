import type { LogSupport } from '../log';
import type { Mask } from '../masking';
import { StoreUnavailableError } from '../store/code-store';
import type { NumberSupport, SupportAction } from '../verification/number-support';
import { asObject, readEvent } from './event';
import { jsonReply, type Reply } from './reply';

export interface SupportQueryParts {
  readonly support: NumberSupport;
  readonly log: LogSupport;
  /** Masks the texts of others. */
  readonly mask: Mask;
}

/** Answers an operator whom a user asks why no code arrives. */
export interface SupportQuery {
  /**
   * Answers `{ support: { phone, release } }`, which only `Invoke` of the platform's API can send: every event of an HTTP trigger has
   * other fields, which no client can remove. Each use leaves a line in the log. platform: event-shape, invoke-event
   *
   * @returns `undefined` for all other events
   */
  readonly answer: (event: unknown, context: unknown) => Promise<Reply> | undefined;
}

export function createSupportQuery({ support, log, mask }: SupportQueryParts): SupportQuery {
  async function lookUp(text: string, action: SupportAction, requestId: string): Promise<object> {
    const reading = support.readPhone(text);
    // Before the store is asked, so that no use can end without its line.
    log({ requestId, action, ...reading });
    if ('rule' in reading) return { result: 'refused', field: 'phone', rule: reading.rule };
    const { phone } = reading;
    try {
      return { result: 'found', ...(await support.tell(phone, action)) };
    } catch (error) {
      const failure = error instanceof StoreUnavailableError ? 'store_unavailable' : 'internal_error';
      const described = error instanceof Error && failure === 'internal_error' ? error.stack : undefined;
      const reason = mask(described ?? (error instanceof Error ? error.message : String(error)), [text, phone.e164]);
      // Without the number, which the line of the use has: a line with both would look like a user's request.
      log({ requestId, action, failure, reason });
      return failure === 'store_unavailable' ? { result: 'store-unavailable', reason } : { result: 'internal-error' };
    }
  }

  return {
    answer(event, context) {
      const question = readQuestion(event);
      if (question === undefined) return undefined;
      const { requestId } = readEvent({}, context);
      return lookUp(question.phone, question.action, requestId).then((answer) =>
        jsonReply(200, {}, { support: answer }),
      );
    },
  };
}

function readQuestion(event: unknown): { readonly phone: string; readonly action: SupportAction } | undefined {
  const { support, ...others } = asObject(event);
  if (support === undefined || Object.keys(others).length > 0) return undefined;
  const { phone, release = false, ...unknown } = asObject(support);
  if (typeof phone !== 'string' || typeof release !== 'boolean' || Object.keys(unknown).length > 0) return undefined;
  return { phone, action: release ? 'release' : 'look-up' };
}
