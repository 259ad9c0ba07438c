import { describeError } from '../../command-line';
import {
  confirmed,
  notReached,
  type Probe,
  type ProbeResult,
  refuted,
  type Target,
  type Verdict,
  verdict,
} from '../probe';
import { findReceipt, type ReceiptQuery } from './receipt';

const logsIn = 'message-logs-in';
const others = ['message-is-delivered', 'sms-sign-in-text', 'send-only-resource'];

const yesOrNo = /^(y|yes|n|no)$/i;
const isYes = (answer: string) => /^y/i.test(answer);

/** Replies that are about a limit or a captcha of the service, or about the number: no message was asked of the SMS API. */
const notAsked = /^(LimitExceeded\.|Captcha|InValidParam|OriginNotAllowed)/;

/** Sends a message, has its owner type the code, and reads whether it was delivered. platform: sms-sign-in-text, send-only-resource */
export const messageProbe: Probe = {
  decides: [logsIn, ...others],
  async run(target) {
    const { owner, deployed } = target;
    if (owner === undefined) {
      return unsent('no message was sent: set PHONE to your number, such as PHONE=+8618566246600');
    }
    if (!deployed.sendsMessages) return unsent('the environment prints messages instead of sending them');
    const approval = await owner.ask('Send one message, which is paid, to PHONE? (yes or no): ', yesOrNo);
    if (!isYes(approval ?? 'no')) return unsent('no message was sent: nobody has agreed to it');
    return probeMessage(target, owner);
  },
};

const unsent = (why: string): ProbeResult => ({ verdicts: [logsIn, ...others].map((name) => notReached(name, why)) });

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
    const { codeStr = 'nothing', msg = '', handle }: ServiceReply = JSON.parse(body);
    return { codeStr, found: `${fields.method} answers ${codeStr}: ${msg}`, handle, milliseconds };
  };
  const startedAt = Math.floor(Date.now() / 1000);
  await askService({ method: 'login' });
  const { milliseconds: withoutMessage } = await askService({ method: 'login' });
  const sent = await askService({ method: 'getSms' });
  if (sent.codeStr !== 'Ok') {
    const first = notAsked.test(sent.codeStr) ? notReached(logsIn, sent.found) : refuted(logsIn, sent.found);
    return { verdicts: [first, ...others.map((name) => notReached(name, sent.found))] };
  }
  const smsTime = Math.max(0, Math.round(sent.milliseconds - withoutMessage));
  const verdicts = [
    await loginVerdict(),
    await signVerdict(owner),
    await deliveryVerdict({ phone: owner.phone, sdkAppId: deployed.sdkAppId, startedAt, config }),
    settings.executionPolicy === 'send-only'
      ? confirmed('send-only-resource', 'a message was sent with the policy send-only, whose resource is *')
      : notReached('send-only-resource', `the environment has the policy ${settings.executionPolicy}`),
  ];
  return { times: { 'SMS API, one message': smsTime }, verdicts };

  /** The owner may mistype the code: it allows more than one attempt. */
  async function loginVerdict(): Promise<Verdict> {
    for (;;) {
      const code = await owner.ask('The code of the message: ', /^\d{6}$/);
      if (code === undefined) return notReached(logsIn, 'nobody has typed the code');
      const login = await askService({ method: 'login', code, ...(sent.handle && { handle: sent.handle }) });
      if (login.codeStr !== 'CodeIsError')
        return verdict(logsIn, { holds: login.codeStr === 'Success', found: login.found });
    }
  }
}

async function signVerdict({ ask }: NonNullable<Target['owner']>): Promise<Verdict> {
  const name = 'sms-sign-in-text';
  const answer = await ask('Does it begin with its signature in brackets, such as 【…】? (yes or no): ', yesOrNo);
  if (answer === undefined) return notReached(name, 'nobody has answered');
  const found = `the message ${isYes(answer) ? 'begins' : 'does not begin'} with its signature, says who has read it`;
  return verdict(name, { holds: isYes(answer), found });
}

async function deliveryVerdict(query: ReceiptQuery): Promise<Verdict> {
  const name = 'message-is-delivered';
  try {
    const receipt = await findReceipt(query);
    if (receipt === undefined) return notReached(name, 'the carrier has sent no receipt yet');
    return verdict(name, { holds: receipt === 'SUCCESS', found: `the receipt says ${receipt}` });
  } catch (error) {
    return notReached(name, `receipts cannot be read: ${describeError(error)}`);
  }
}
