import type { Network } from '../configuration/network';
import type { LogEntry } from '../log';
import { type Mask, maskOutcome } from '../masking';
import type { LoginPage } from '../page/login-page';
import type { Sessions } from '../session/session';
import { StoreUnavailableError } from '../store/code-store';
import { networkOf } from '../verification/client-networks';
import type { Outcome } from '../verification/outcome';
import type { Answer, Verification } from '../verification/verification';
import { createAddressFinder } from './client-address';
import { corsHeaders } from './cors';
import { type HttpEvent, readEvent } from './event';
import type { EventProbe } from './event-probe';
import { type Fields, type FieldsReading, isMethod, methodFields, readFields } from './fields';
import { keySetPath, toKeySetReply } from './key-set';
import { preferredLanguage } from './language';
import { isLoopbackHost } from './loopback-host';
import { isOriginAllowed } from './origin';
import { type Reply, toPreflightReply, toReply } from './reply';
import type { SupportQuery } from './support-query';

export interface HandlerParts {
  readonly verification: Verification;
  /** Origins whose pages may send requests and read the replies. */
  readonly corsOrigins: readonly string[];
  /** Proxies whose `X-Forwarded-For` is trusted. */
  readonly trustedProxies: readonly Network[];
  /** Signs session tokens, whose public keys are published. @default - there are none */
  readonly sessions?: Pick<Sessions, 'publicKeys'> | undefined;
  /** Returns the login page for browsers. @default - browsers get the same replies as other clients */
  readonly loginPage?: LoginPage | undefined;
  /** Masks the texts of others that outcomes contain. */
  readonly mask: Mask;
  readonly log: (entry: LogEntry) => void;
  /** Shows an operator what events look like. */
  readonly probe: EventProbe;
  /** Answers an operator's questions about a number. */
  readonly supportQuery: SupportQuery;
}

/** Handles an event of the platform. It never throws. */
export type Handler = (event: unknown, context?: unknown) => Promise<Reply>;

/** Creates the handler that the platform calls. */
export function createHandler(parts: HandlerParts): Handler {
  const { corsOrigins, sessions, loginPage, mask, log, probe, supportQuery } = parts;
  const findClientAddress = createAddressFinder(parts.trustedProxies);
  return async (event, context) => {
    const startedAt = performance.now();
    replyImmediately(context);
    const answered = probe.answer(event) ?? supportQuery.answer(event, context);
    if (answered !== undefined) return answered;
    const http = readEvent(event, context);
    const forwardedFor = http.header('x-forwarded-for');
    const clientAddress = findClientAddress({ sourceIp: http.sourceIp, forwardedFor });
    probe.observe(event, http, clientAddress);
    const headers = corsOrigins.length > 0 ? corsHeaders(http.header('origin'), corsOrigins) : {};
    if (http.method === 'OPTIONS') return toPreflightReply(headers);
    if (loginPage !== undefined && isPageRequest(http)) {
      return loginPage(isLoopbackHost(http.header('host')) ? 'this-machine' : 'elsewhere');
    }

    const reading = readFields(http);
    if (isKeySetRequest(http, reading)) return toKeySetReply(sessions?.publicKeys() ?? { keys: [] });
    let result: Answer;
    try {
      result = await handleFields(parts, http, { reading, clientAddress });
    } catch (error) {
      result = { outcome: toFailure(error) };
    }
    const { phone, isTest } = result;
    const fields = 'fields' in reading ? reading.fields : {};
    const outcome = maskOutcome(result.outcome, mask, () => valuesOf(fields, clientAddress));
    const durationMs = performance.now() - startedAt;
    log({ requestId: http.requestId, durationMs, outcome, phone, isTest, clientAddress });
    return toReply(outcome, { language: preferredLanguage(http.header('accept-language')), headers });
  };
}

function handleFields(
  { verification, corsOrigins }: HandlerParts,
  { requestId, header }: HttpEvent,
  { reading, clientAddress }: { readonly reading: FieldsReading; readonly clientAddress: string | undefined },
): Answer | Promise<Answer> {
  if ('problem' in reading) return { outcome: { codeStr: 'InValidParam', problem: reading.problem } };
  const { fields } = reading;
  const page = {
    origin: header('origin'),
    secFetchSite: header('sec-fetch-site'),
    secPurpose: header('sec-purpose') || header('purpose'),
    host: header('host'),
  };
  if (isMethod(fields.method) && !isOriginAllowed(page, corsOrigins)) {
    return { outcome: { codeStr: 'OriginNotAllowed' } };
  }
  switch (fields.method) {
    case 'getSms':
      return verification.getSms({ requestId, clientAddress, ...fields });
    case 'login':
      return verification.login({ requestId, clientAddress, ...fields });
    case undefined:
      return { outcome: { codeStr: 'InValidParam', problem: { field: 'method', rule: 'missing' } } };
    default: {
      const problem = { field: 'method', rule: 'not-allowed', allowed: Object.keys(methodFields) } as const;
      return { outcome: { codeStr: 'InValidParam', problem } };
    }
  }
}

/** Returns the values of a request that must not get into the log. */
function valuesOf({ method: _, ...values }: Fields, clientAddress: string | undefined): string[] {
  const addresses = clientAddress === undefined ? [] : [clientAddress, networkOf(clientAddress).network];
  return [...Object.values(values), ...addresses];
}

/** Whether somebody asks for the keys of session tokens. platform: function-url-paths, api-gateway-paths-below */
function isKeySetRequest({ method, path }: HttpEvent, reading: FieldsReading): boolean {
  return (method === 'GET' && path === keySetPath) || ('fields' in reading && reading.fields.method === 'jwks');
}

/**
 * Whether a browser opened the function's address. Most other clients do not name `text/html` in `Accept`; those in Java do by default, so
 * the keys of session tokens are not behind the page.
 */
function isPageRequest({ method, path, header, queryString }: HttpEvent): boolean {
  const hasMethod = typeof queryString === 'object' && queryString !== null && 'method' in queryString;
  return method === 'GET' && path !== keySetPath && !hasMethod && header('accept').includes('text/html');
}

function toFailure(error: unknown): Outcome {
  if (error instanceof StoreUnavailableError) {
    return { codeStr: 'ServiceUnavailable', part: 'store', reason: error.message };
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { codeStr: 'InternalError', reason };
}

/** Replies without waiting for an empty event loop: the connections that the function reuses keep the event loop busy. */
function replyImmediately(context: unknown): void {
  if (typeof context === 'object' && context !== null) Reflect.set(context, 'callbackWaitsForEmptyEventLoop', false);
}
