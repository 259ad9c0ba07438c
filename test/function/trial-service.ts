import type { Reply } from '../../function/http/reply';
import { createMainHandler } from '../../function/service';
import { documented } from '../support/documented-handler';

/** The fields of a request or of a reply. */
export type Fields = Readonly<Record<string, unknown>>;

/** A reply with its body parsed. */
export interface TrialReply extends Omit<Reply, 'body'> {
  readonly body: Fields;
}

/** The whole service in this process, with a manual clock and recorded output. */
export interface TrialService {
  /** Milliseconds since 1970. */
  now: number;
  /** Handles an event, and returns the reply. */
  answer(event: unknown, context?: unknown): Promise<TrialReply>;
  /** Sends a GET request with these fields. */
  get(fields: Fields, headers?: Fields): Promise<TrialReply>;
  /** The printed messages, in order. */
  readonly messages: ReadonlyArray<{ readonly to: string; readonly text: string; readonly code: string }>;
  /** The printed lines of the log, in order. */
  readonly log: readonly Fields[];
  /** All printed lines. */
  readonly lines: readonly string[];
}

/** 2026-11-23, 10:00 in Shanghai. */
export const morning = Date.UTC(2026, 10, 23, 2);

/** Starts the service. By default, it stores codes in memory and prints messages. */
export function startTrialService(environment: Readonly<Record<string, string>> = {}): TrialService {
  const lines: string[] = [];
  const clock = { now: morning };
  const handle = documented(
    createMainHandler({
      environment: { CODE_STORE: 'memory', SMS_SENDER: 'console', ...environment },
      now: () => clock.now,
      writeLine: (line) => lines.push(line),
    }),
  );
  const service: TrialService = {
    lines,
    get now() {
      return clock.now;
    },
    set now(time) {
      clock.now = time;
    },
    async answer(event, context) {
      const { body, ...reply } = await handle(event, context);
      return { ...reply, body: JSON.parse(body) };
    },
    get(queryString, headers = {}) {
      return service.answer({ httpMethod: 'GET', path: '/', headers, queryString, body: '' });
    },
    get messages() {
      return lines.flatMap((line) => {
        const [, to = '', text = ''] = /^SMS to (\+\d+): (.*)$/.exec(line) ?? [];
        return text === '' ? [] : [{ to, text, code: /\d{6}/.exec(text)?.[0] ?? '' }];
      });
    },
    get log() {
      return lines.filter((line) => line.startsWith('{')).map((line): Fields => JSON.parse(line));
    },
  };
  return service;
}
