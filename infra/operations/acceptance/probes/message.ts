import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_client';
import { confirmed, notReached, type Probe, type ProbeResult, refuted, type Target, verdict } from '../probe';

const decides = ['message-logs-in', 'message-is-delivered', 'sms-sign-in-text', 'send-only-resource'];

/** How long to wait for the carrier's receipt, and between two look-ups, in milliseconds. */
const receiptDeadlineMs = 60_000;
const pauseMs = 2000;

/** Sends a message, has its owner type the code, and reads whether it was delivered. platform: sms-sign-in-text, send-only-resource */
export const messageProbe: Probe = {
  decides,
  run(target) {
    if (target.owner !== undefined) return probeMessage(target, target.owner);
    const why = 'no message was sent: set PHONE to your number, such as PHONE=+8618566246600';
    return Promise.resolve({ verdicts: decides.map((name) => notReached(name, why)) });
  },
};

interface ServiceReply {
  readonly codeStr?: string;
  readonly msg?: string;
  readonly handle?: string;
}

async function probeMessage(
  { http, settings, config, deployed }: Target,
  owner: NonNullable<Target['owner']>,
): Promise<ProbeResult> {
  const phone = owner.phone.replace('+', '');
  const askService = async (fields: Readonly<Record<string, string>>) => {
    const { body, milliseconds } = await http.send({ query: new URLSearchParams({ phone, ...fields }).toString() });
    const { codeStr, msg, handle }: ServiceReply = JSON.parse(body);
    return { codeStr, msg, handle, milliseconds };
  };
  const startedAt = Math.floor(Date.now() / 1000);
  const { milliseconds: bareMs } = await askService({ method: 'login' });
  const sent = await askService({ method: 'getSms' });
  if (sent.codeStr !== 'Ok') {
    const found = `getSms answers ${sent.codeStr}: ${sent.msg}`;
    const isOwnLimit = /^(LimitExceeded\.|Captcha)/.test(sent.codeStr ?? '');
    return {
      verdicts: [
        isOwnLimit ? notReached('message-logs-in', found) : refuted('message-logs-in', found),
        ...decides.slice(1).map((name) => notReached(name, found)),
      ],
    };
  }
  const code = (await owner.ask('The code of the message: ')).trim();
  const login = await askService({ method: 'login', code, ...(sent.handle && { handle: sent.handle }) });
  const begin = await owner.ask('Does the message begin with its signature in brackets, such as 【…】? (yes or no): ');
  const receipt = await findReceipt({ phone: owner.phone, sdkAppId: deployed.sdkAppId, startedAt, config });
  return {
    times: { smsApi: Math.round(sent.milliseconds - bareMs) },
    verdicts: [
      verdict('message-logs-in', { holds: login.codeStr === 'Success', found: `login answers ${login.codeStr}` }),
      receipt === undefined
        ? notReached('message-is-delivered', `no receipt within ${receiptDeadlineMs / 1000} s`)
        : verdict('message-is-delivered', { holds: receipt === 'SUCCESS', found: `the receipt says ${receipt}` }),
      verdict('sms-sign-in-text', {
        holds: /^y/i.test(begin.trim()),
        found: `the owner of the phone says ${begin.trim()}`,
      }),
      settings.executionPolicy === 'send-only'
        ? confirmed('send-only-resource', 'a message was sent with the policy send-only, whose resource is *')
        : notReached('send-only-resource', `the environment has the policy ${settings.executionPolicy}`),
    ],
  };
}

async function findReceipt({ phone, sdkAppId, startedAt, config }: ReceiptQuery): Promise<string | undefined> {
  // Receipts are looked up in one of the regions of the SMS API.
  const client = new Client({ ...config, region: 'ap-guangzhou' });
  const deadline = Date.now() + receiptDeadlineMs;
  do {
    const { PullSmsSendStatusSet: [found] = [] } = await client.PullSmsSendStatusByPhoneNumber({
      BeginTime: startedAt,
      Offset: 0,
      Limit: 100,
      PhoneNumber: phone,
      SmsSdkAppId: sdkAppId,
    });
    if (found?.ReportStatus) return found.ReportStatus;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  } while (Date.now() < deadline);
  return undefined;
}

interface ReceiptQuery {
  /** In E.164. */
  readonly phone: string;
  readonly sdkAppId: string;
  /** Seconds since 1970. */
  readonly startedAt: number;
  readonly config: Target['config'];
}
