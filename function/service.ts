import { createCaptcha } from './captcha/captcha';
import { type Configuration, readConfiguration } from './configuration/configuration';
import type { ProcessEnvironment } from './configuration/process-environment';
import { createEventProbe } from './http/event-probe';
import { createHandler, type Handler } from './http/handler';
import { createSupportQuery } from './http/support-query';
import { createLog, createNoticeLog, createSupportLog, type WriteLine } from './log';
import { createMask } from './masking';
import { createLoginPage } from './page/login-page';
import { createSessions } from './session/session';
import { createConsoleSender } from './sms/console-sender';
import { createTencentCloudSender } from './sms/tencent-cloud-sender';
import type { CodeStore } from './store/code-store';
import { withIdempotentRetries } from './store/idempotent-retries';
import { createMemoryStore } from './store/memory/memory-store';
import { createRedisConnection } from './store/redis/redis-connection';
import { createRedisStore } from './store/redis/redis-store';
import { createCalendar } from './verification/calendar-day';
import { deriveCodeKey } from './verification/code';
import { createNetworkTags, createNumberHashes } from './verification/keyed-hash';
import { createNumberSupport } from './verification/number-support';
import { createTestNumbers } from './verification/test-numbers';
import { createVerification } from './verification/verification';

/** What the service uses of its process. */
export interface ProcessContext {
  readonly environment: ProcessEnvironment;
  /** Returns the current time in milliseconds since 1970. */
  readonly now: () => number;
  /** Writes a line of the log, or a message that is printed instead of sent. */
  readonly writeLine: WriteLine;
}

/**
 * Creates the handler and all of its parts, as the process environment configures them.
 *
 * @throws {ConfigurationError} if a variable is missing or malformed
 */
export function createMainHandler({ environment, now, writeLine }: ProcessContext): Handler {
  const configuration = readConfiguration(environment, now());
  const { tencentCloudSms, destinations, testNumbers, captcha, session } = configuration;
  const notify = createNoticeLog(writeLine, now);
  if (configuration.redis && !environment.CODE_SECRET) notify('code_secret_not_set');
  const codeKey = deriveCodeKey(configuration.codeSecret);
  const tagNetworks = createNetworkTags(codeKey);
  const tagAddress = (address: string) => tagNetworks(address).network;
  const sessions = session && createSessions(session);
  const hashNumber = createNumberHashes(codeKey);
  const identifyNumber = (e164: string) => hashNumber(e164).id;
  const mask = createMask(environment);
  const store = createStore(configuration, now);
  const currentTestNumbers = testNumbers && createTestNumbers(testNumbers, now);
  const verification = createVerification({
    ...configuration,
    store,
    sender: tencentCloudSms
      ? createTencentCloudSender({ settings: tencentCloudSms, destinations, environment, now })
      : createConsoleSender({ write: writeLine, destinations }),
    captcha: captcha && createCaptcha({ settings: captcha, environment, now }),
    sessions,
    testNumbers: currentTestNumbers,
    codeKey,
    hashNumber,
    tagNetworks,
    notify,
  });
  return createHandler({
    verification,
    sessions,
    corsOrigins: configuration.corsOrigins,
    trustedProxies: configuration.trustedProxies,
    loginPage: configuration.loginPage
      ? createLoginPage({
          countryCodes: configuration.allowedCountryCodes,
          captcha,
          captchaWhen: configuration.captchaWhen,
        })
      : undefined,
    mask,
    log: createLog({ write: writeLine, now, tagAddress, identifyNumber }),
    probe: createEventProbe({ now, tagAddress }),
    supportQuery: createSupportQuery({
      support: createNumberSupport({
        store,
        hashNumber,
        allowedCountryCodes: configuration.allowedCountryCodes,
        testNumbers: currentTestNumbers,
        dailyLimit: configuration.sendLimits.daily,
      }),
      log: createSupportLog({ write: writeLine, now, identifyNumber }),
      mask,
    }),
  });
}

function createStore(
  { redis, codeTtlMinutes, codeMaxAttempts, sendLimits }: Configuration,
  now: () => number,
): CodeStore {
  const rules = {
    codeTtl: codeTtlMinutes * 60_000,
    maxAttempts: codeMaxAttempts,
    sendInterval: sendLimits.intervalSeconds * 1000,
    sendDailyLimit: sendLimits.daily,
    sendAddressLimit: sendLimits.perAddress,
    addressWindow: sendLimits.addressWindowSeconds * 1000,
    dailyBudget: sendLimits.dailyBudget,
    dayOf: createCalendar(sendLimits.timeZone),
  };
  return redis
    ? withIdempotentRetries(createRedisStore(createRedisConnection(redis), rules))
    : createMemoryStore(rules, now);
}
