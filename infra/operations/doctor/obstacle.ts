import { type ApiFailure, readApiFailure } from '../../../function/tencent-cloud/api-failure';
import { describeError } from '../command-line';
import { findRefusedKeys } from '../refused-keys';

/** Why a check could not be made. */
export interface Obstacle {
  /** The same for obstacles that are told together. */
  readonly key: string;
  /** `refused`: the API answered. `outage`: it answered that its service has an error. `unanswered`: nothing that answers is the API. */
  readonly kind: 'refused' | 'outage' | 'unanswered';
  readonly reason: string;
  readonly advice: string;
}

/** What Node.js calls errors of connections; the SDK's errors contain only their text. platform: sdk-error-code */
const connectionError = /\bE[A-Z_]{4,}\b/;

/** A code of the API in the text of an error that tells several refusals. */
const quotedCode = /(^|: )[A-Z][\w.]+: /;

const networkAdvice =
  "Check this machine's network, its proxy (HTTP_PROXY, http_proxy), and the address in API_ENDPOINT if it is set.";

/** Errors without a code of the API, of which the text helps nobody. platform: sdk-error-code */
const plainReasons: readonly (readonly [key: string, text: RegExp, reason: string])[] = [
  // It contains the signature.
  ['header', /is not a legal HTTP header value/, 'the API keys have characters that no HTTP header takes'],
  ['late', /network timeout at/, 'no answer in time'],
  ['no-json', /invalid json response body/, 'what answers is not the API: the reply is no JSON'],
  [
    'incomplete',
    /Cannot read properties of (null|undefined)|(null|undefined) is not iterable|is not (iterable|a function)/,
    'what answers is not the API: the reply lacks what the API always tells',
  ],
];

/** The obstacle of a check that had no answer within a time. */
export function lateObstacle(milliseconds: number): Obstacle {
  return {
    key: 'late',
    kind: 'unanswered',
    reason: `no answer within ${Number((milliseconds / 1000).toPrecision(1))} seconds`,
    advice: 'Run the command again. A deployment waits longer.',
  };
}

/** The obstacle of a check that threw an error. */
export function obstacleOf(error: unknown): Obstacle {
  const failure = readApiFailure(error);
  const reason = describeError(error).replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
  const [, action] = /\boperation \(([\w:*]+)\)/.exec(reason) ?? [];
  if (action !== undefined) {
    const advice = `Allow ${action} to the caller: the policies in infra/policies do, see "Rights" in docs/deploy.md.`;
    return { key: action, kind: 'refused', reason, advice };
  }
  if (failure.result !== 'refused') {
    const unanswered = unansweredObstacle(error, reason);
    if (unanswered !== undefined) return unanswered;
  }
  return {
    key: failure.result === 'refused' ? failure.apiCode : (findRefusedKeys(reason)?.code ?? reason),
    kind: kindOf(failure),
    reason,
    advice: 'A deployment may fail for the same reason.',
  };
}

function kindOf(failure: ApiFailure): Obstacle['kind'] {
  if (failure.result === 'refused') return /^InternalError\b/.test(failure.apiCode) ? 'outage' : 'refused';
  return quotedCode.test(failure.reason) ? 'refused' : 'unanswered';
}

function unansweredObstacle(error: unknown, reason: string): Obstacle | undefined {
  const [code] = connectionError.exec(reason) ?? [];
  if (code !== undefined) return { key: code, kind: 'unanswered', reason, advice: networkAdvice };
  const plain = plainReasons.find(([, text]) => text.test(reason));
  if (plain !== undefined) return { key: plain[0], kind: 'unanswered', reason: plain[2], advice: networkAdvice };
  // platform: sdk-error-code
  if (!(error instanceof Error) || !('httpCode' in error) || typeof error.httpCode !== 'number') return undefined;
  const status = `what answers is not the API: HTTP ${error.httpCode} ${error.message}`.trim();
  return { key: `http-${error.httpCode}`, kind: 'unanswered', reason: status, advice: networkAdvice };
}
