import type { NewLogLine } from './account/cls-lines';
import type { Result } from './api/action';
import type { ApiCall } from './api/api-server';
import type { HttpReply } from './runtime/http-endpoint';

/**
 * Behaviour other than that which `docs/platform.md` believes in, for tests of checks that ask the platform: each check has to
 * notice a platform that behaves otherwise. Functions return what takes the place of what they get.
 */
export interface Deviations {
  /**
   * Changes the event of each HTTP request before the function gets it.
   * platform: event-shape, event-source-ip, event-repeated-parameter, event-body-base64, function-url-forged-header,
   * function-url-forwarded-for, function-url-same-event, query-decoding, api-gateway-event
   */
  readonly event?: (event: Readonly<Record<string, unknown>>) => object;
  /**
   * Changes the reply to each HTTP request before the client gets it. If it replaces the body of a reply to `HEAD`, the new one is
   * sent, against HTTP.
   * platform: integrated-reply, function-url-html, function-url-json-reply, reply-headers-arrive, head-reaches-function,
   * options-reaches-function, body-limit
   */
  readonly reply?: (reply: HttpReply, method: string) => HttpReply;
  /**
   * Changes the reply to each successful call of the API. It may throw a `CloudError`. Does not concern the local cloud's own
   * Terraform provider, which does not call the API.
   * platform: api-shapes, api-times-in-beijing, vpc-defaults, reserved-addresses, redis-zone-of-subnet, regions-and-zones,
   * alarm-notice-content, sms-delivery-status, invoke-event, invoke-failure
   */
  readonly apiReply?: (reply: Result, call: ApiCall) => Result;
  /**
   * Changes each line of a function's log, the platform's own ones too, before it is delivered to CLS. A line is lost if it returns
   * `undefined`.
   * platform: log-lines-delay, log-platform-lines, log-holds-return-value, log-status-running, scf-log-fields
   */
  readonly logLine?: (line: NewLogLine) => NewLogLine | undefined;
  /**
   * Milliseconds for which the API keeps an idle connection open. Replies do not tell it to the client.
   * platform: idle-api-connections
   *
   * @default - 5000, which replies tell
   */
  readonly keepAliveMs?: number;
}
