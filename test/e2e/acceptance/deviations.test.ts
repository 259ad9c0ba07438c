import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Probe, Target, Verdict } from '../../../infra/operations/acceptance/probe';
import { probes } from '../../../infra/operations/acceptance/probes';
import { alarmProbe } from '../../../infra/operations/acceptance/probes/alarm';
import { apiProbe } from '../../../infra/operations/acceptance/probes/api';
import { callerProbe } from '../../../infra/operations/acceptance/probes/caller';
import { clientAddressProbe } from '../../../infra/operations/acceptance/probes/client-address';
import { smokeProbe } from '../../../infra/operations/acceptance/probes/deployment';
import { eventProbe } from '../../../infra/operations/acceptance/probes/event';
import { httpProbe } from '../../../infra/operations/acceptance/probes/http';
import { createLogProbe } from '../../../infra/operations/acceptance/probes/log';
import { messageProbe } from '../../../infra/operations/acceptance/probes/message';
import { networkProbe } from '../../../infra/operations/acceptance/probes/network';
import { pageProbe } from '../../../infra/operations/acceptance/probes/page';
import { redisProbe } from '../../../infra/operations/acceptance/probes/redis';
import { roleArnProbe } from '../../../infra/operations/acceptance/probes/role-arn';
import { runAcceptance } from '../../../infra/operations/acceptance/run-acceptance';
import { accountClientConfig } from '../../../infra/operations/account-client';
import { CloudError } from '../../../local-cloud/account/cloud-error';
import type { Deviations } from '../../../local-cloud/deviations';
import { startLocalCloud } from '../../../local-cloud/local-cloud';
import { codeFor } from '../../support/client';
import { canDeploy } from '../../support/deployed-environment';
import { type AcceptedEnvironment, deployAccepted, reachableEnvironment } from './accepted-environment';

type Event = Record<string, unknown> & { headers: Record<string, string>; queryString?: Record<string, unknown> };
const event = (change: (event: Event) => object): Deviations => ({ event: (one) => change(one as Event) });
const headersOf = (change: (headers: Record<string, string>) => object) =>
  event((one) => ({ ...one, headers: change(one.headers) }));
const renamed = (object: Record<string, unknown>, rename: (name: string) => string) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [rename(name), value]));

/** Changes each reply of an action of the API. */
const apiReply = (
  action: string,
  change: (reply: never, parameters: Readonly<Record<string, unknown>>) => object,
): Deviations => ({
  apiReply: (reply, call) =>
    call.action === action ? { ...reply, ...change(reply as never, call.parameters) } : reply,
});

/** A platform that behaves otherwise, and the row that has to be refuted. */
const deviations: readonly (readonly [name: string, probe: Probe, deviations: Deviations])[] = [
  ['event-shape', eventProbe, headersOf((headers) => renamed(headers, (name) => name.toUpperCase()))],
  [
    'event-repeated-parameter',
    eventProbe,
    event(({ queryString = {}, ...one }) => {
      const last = Object.entries(queryString).map(([name, value]) => [name, [value].flat().at(-1)]);
      return { ...one, queryString: Object.fromEntries(last) };
    }),
  ],
  ['event-body-base64', eventProbe, event(({ isBase64Encoded: _, ...one }) => one)],
  [
    'query-decoding',
    eventProbe,
    event((one) => ({ ...one, queryString: renamed(one.queryString ?? {}, encodeURIComponent) })),
  ],
  [
    'forged-address-not-counted',
    clientAddressProbe,
    event(({ headers, ...one }) => {
      const { 'x-forwarded-for': hops = '', ...others } = headers;
      return { ...one, headers: others, requestContext: { sourceIp: hops.split(', ')[0] } };
    }),
  ],
  ['event-source-ip', clientAddressProbe, event(({ requestContext: _, ...one }) => one)],
  [
    'function-url-forged-header',
    clientAddressProbe,
    headersOf((headers) => ({ ...headers, 'x-scf-remote-addr': '8.8.8.8' })),
  ],
  [
    'function-url-forwarded-for',
    clientAddressProbe,
    headersOf((headers) => ({ ...headers, 'x-forwarded-for': `${headers['x-forwarded-for']}, 10.0.0.9` })),
  ],
  [
    'function-url-gateway-networks',
    clientAddressProbe,
    headersOf((headers) => ({
      ...headers,
      'x-forwarded-for': headers['x-forwarded-for']?.replace('11.163.0.1', '172.20.0.1') ?? '',
    })),
  ],
  [
    'function-url-html',
    pageProbe,
    {
      reply: (reply) => ({
        ...reply,
        headers: { ...reply.headers, 'content-disposition': 'attachment; filename=index.html' },
      }),
    },
  ],
  [
    'options-reaches-function',
    httpProbe,
    { reply: (reply, method) => (method === 'OPTIONS' ? { ...reply, statusCode: 204, headers: {} } : reply) },
  ],
  [
    'head-reaches-function',
    httpProbe,
    { reply: (reply, method) => (method === 'HEAD' ? { ...reply, statusCode: 400 } : reply) },
  ],
  [
    'reply-headers-arrive',
    httpProbe,
    { reply: ({ headers: { 'access-control-allow-origin': _, ...headers }, ...reply }) => ({ ...reply, headers }) },
  ],
  [
    'long-body-reaches-function',
    httpProbe,
    {
      reply: (reply, method) =>
        method === 'POST' ? { ...reply, body: '<html>Request Entity Too Large</html>' } : reply,
    },
  ],
  [
    'vpc-defaults',
    networkProbe,
    apiReply('DescribeVpcs', ({ VpcSet: [vpc] }: { VpcSet: object[] }) => ({
      VpcSet: [{ ...vpc, DnsServerSet: ['10.0.0.1'] }],
    })),
  ],
  [
    'reserved-addresses',
    networkProbe,
    apiReply('DescribeSubnets', ({ SubnetSet: [subnet] }: { SubnetSet: object[] }) => ({
      SubnetSet: [{ ...subnet, TotalIpAddressCount: 255 }],
    })),
  ],
  [
    'function-reserves-addresses',
    networkProbe,
    apiReply('DescribeSubnets', ({ SubnetSet: [subnet] }: { SubnetSet: { TotalIpAddressCount: number }[] }) => ({
      SubnetSet: [{ ...subnet, AvailableIpAddressCount: (subnet?.TotalIpAddressCount ?? 0) - 1 }],
    })),
  ],
  [
    'redis-zone-of-subnet',
    networkProbe,
    apiReply('DescribeInstances', ({ InstanceSet: [instance] }: { InstanceSet: object[] }) => ({
      InstanceSet: [{ ...instance, ZoneId: 100004 }],
    })),
  ],
  [
    'regions-and-zones',
    networkProbe,
    apiReply('DescribeZones', () => ({ ZoneSet: [{ Zone: 'guangzhou-three', ZoneId: '3' }] })),
  ],
  [
    'alarm-notice-content',
    alarmProbe,
    apiReply(
      'DescribeAlarmNotices',
      ({ AlarmNotices: [notice] }: { AlarmNotices: { NoticeReceivers: object[] }[] }) => ({
        AlarmNotices: [
          {
            ...notice,
            NoticeReceivers: notice?.NoticeReceivers.map((one) => ({ ...one, NoticeContentId: 'Default-zh' })),
          },
        ],
      }),
    ),
  ],
  ['log-lines-delay', createLogProbe(100), { logLine: () => undefined }],
  [
    'cls-fields-from-json',
    createLogProbe(3000),
    apiReply('SearchLog', ({ Results = [] }: { Results?: { LogJson: string }[] }) => ({
      Results: Results.map((line) => ({ ...line, LogJson: JSON.stringify({ SCF_Message: line.LogJson }) })),
    })),
  ],
  [
    'cql-quoted-text',
    createLogProbe(3000),
    apiReply('SearchLog', (reply: object, { QueryString }) =>
      String(QueryString).includes('event:"') ? { Results: [] } : reply,
    ),
  ],
  ['alarm-query-analysis', createLogProbe(3000), apiReply('SearchLog', () => ({ AnalysisRecords: [] }))],
  [
    'alarm-queries-accepted',
    createLogProbe(3000),
    apiReply('SearchLog', (reply: object, { QueryString }) => {
      if (String(QueryString).includes('send_refused')) throw new CloudError('FailedOperation.SyntaxError', 'not CQL');
      return reply;
    }),
  ],
  [
    'log-holds-return-value',
    createLogProbe(3000),
    { logLine: (line) => (line.text.includes('RetMsg') ? undefined : line) },
  ],
  [
    'scf-log-fields',
    createLogProbe(3000),
    apiReply('SearchLog', ({ Results = [] }: { Results?: { LogJson: string }[] }) => ({
      Results: Results.map((line) => ({ ...line, LogJson: line.LogJson.replace('SCF_RetryNum', 'RetryNum') })),
    })),
  ],
  [
    'message-is-delivered',
    messageProbe,
    apiReply('PullSmsSendStatusByPhoneNumber', () => ({ PullSmsSendStatusSet: [{ ReportStatus: 'FAIL' }] })),
  ],
];

/** Rows that a probe can only confirm or not reach, and those that other tests refute in another way. */
const others = [
  'redis-name',
  'send-only-resource',
  'smoke',
  'redis-commands',
  'plan-is-empty',
  'scale-assumptions',
  'sts-owner-type',
  'role-arn-in-state',
  'idle-api-connections',
  'api-times-in-beijing',
  'api-gateway-paths-below',
  'message-logs-in',
  'sms-sign-in-text',
];

const stateOf = (name: string, verdicts: readonly Verdict[]) => verdicts.find((one) => one.name === name)?.state;

describe.skipIf(!canDeploy)('On a platform that behaves otherwise, acceptance', { timeout: 120_000 }, () => {
  let accepted: AcceptedEnvironment;
  let messages = 0;

  beforeAll(async () => {
    accepted = await deployAccepted(reachableEnvironment('function-url'));
    return accepted.stop;
  }, 60_000);

  /** Runs a probe with a new number, whose owner enters what a test says. */
  async function run(
    probe: Probe,
    changes: Partial<Target> = {},
    typed?: { readonly code?: string; readonly sign?: string },
  ) {
    messages += 1;
    const phone = `+8618566246${600 + messages}`;
    const ask = async (question: string) => {
      if (question.startsWith('The code')) return typed?.code ?? codeFor(accepted.cloud, phone.slice(1));
      return question.startsWith('Does') ? (typed?.sign ?? 'yes') : 'yes';
    };
    return (await probe.run({ ...accepted.target, owner: { phone, ask }, ...changes })).verdicts;
  }

  it('covers every verdict of every probe', () => {
    const names = probes.flatMap(({ decides }) => decides).sort();
    expect([...deviations.map(([name]) => name), ...others].sort()).toEqual(names);
  });

  it.each(deviations)('refutes %s', async (name, probe, changed) => {
    onTestFinished(() => {
      accepted.deviations = {};
    });
    expect(stateOf(name, await run(probe))).toBe('confirmed');
    accepted.deviations = changed;
    const verdicts = await run(probe);
    expect([stateOf(name, verdicts), verdicts]).toEqual(['refuted', verdicts]);
  });

  it('refutes that a message logs in, and that it begins with its signature', async () => {
    expect(stateOf('message-logs-in', await run(messageProbe))).toBe('confirmed');
    expect(stateOf('message-logs-in', await run(messageProbe, {}, { code: '000000' }))).toBe('refuted');
    expect(stateOf('sms-sign-in-text', await run(messageProbe, {}, { sign: 'no' }))).toBe('refuted');
  });

  it("refutes how the API names the account's owner", async () => {
    const config = accountClientConfig(accepted.cloud.env, 'ap-guangzhou');
    expect(stateOf('sts-owner-type', await run(callerProbe))).toBe('not-reached');
    expect(stateOf('sts-owner-type', await run(callerProbe, { config }))).toBe('confirmed');
    onTestFinished(() => {
      accepted.deviations = {};
    });
    accepted.deviations = apiReply('GetCallerIdentity', () => ({ Type: 'Owner' }));
    expect(stateOf('sts-owner-type', await run(callerProbe, { config }))).toBe('refuted');
  });

  it.each([
    ['refuted', 'another account', { RoleArn: 'qcs::cam::uin/100000000001:roleName/a' }],
    ['not-reached', 'no account', { RoleArn: '' }],
  ])('finds role-arn-in-state %s if the ARN of the role names %s', async (state, _, role) => {
    expect(stateOf('role-arn-in-state', await run(roleArnProbe))).toBe('confirmed');
    onTestFinished(() => {
      accepted.deviations = {};
    });
    accepted.deviations = apiReply('GetRole', ({ RoleInfo }: { RoleInfo: object }) => ({
      RoleInfo: { ...RoleInfo, ...role },
    }));
    expect(stateOf('role-arn-in-state', await run(roleArnProbe))).toBe(state);
  });

  it.each([
    ['a gateway, for all clients', { sourceIp: '43.129.0.1' }],
    ['a private one', { sourceIp: '192.168.0.9' }],
    ['no address', { sourceIp: 'unknown' }],
  ])('refutes event-source-ip if it is %s', async (_, requestContext) => {
    onTestFinished(() => {
      accepted.deviations = {};
    });
    accepted.deviations = event((one) => ({ ...one, requestContext }));
    const http = { ...accepted.target.http, address: 'https://1-2.ap-guangzhou.tencentscf.com/' };
    expect(stateOf('event-source-ip', await run(clientAddressProbe, { http }))).toBe('refuted');
  });

  it('refutes that an address is counted if there is none', async () => {
    onTestFinished(() => {
      accepted.deviations = {};
    });
    accepted.deviations = event(({ requestContext: _, headers: { 'x-forwarded-for': __, ...headers }, ...one }) => ({
      ...one,
      headers,
    }));
    const http = { ...accepted.target.http, address: 'https://1-2.ap-guangzhou.tencentscf.com/' };
    expect(stateOf('forged-address-not-counted', await run(clientAddressProbe, { http }))).toBe('refuted');
  });

  it('sends no message that nobody has agreed to, and none of a function that prints them', async () => {
    const sent = accepted.cloud.account.sms.messages().length;
    const silent = { phone: '+8618566246699', ask: async () => undefined };
    expect(stateOf('message-logs-in', await run(messageProbe, { owner: silent }))).toBe('not-reached');
    const deployed = { ...accepted.target.deployed, sendsMessages: false };
    expect(stateOf('message-logs-in', await run(messageProbe, { deployed }))).toBe('not-reached');
    expect(accepted.cloud.account.sms.messages()).toHaveLength(sent);
  });

  it('keeps what is known if nobody types the code, and if receipts cannot be read', async () => {
    const quiet = async (question: string) => (question.startsWith('Send') ? 'yes' : undefined);
    const unread = await run(messageProbe, { owner: { phone: '+8618566246698', ask: quiet } });
    expect(unread.map(({ state }) => state)).toEqual(['not-reached', 'not-reached', 'confirmed', 'confirmed']);
    onTestFinished(() => {
      accepted.deviations = {};
    });
    accepted.deviations = apiReply('PullSmsSendStatusByPhoneNumber', () => {
      throw new CloudError('AuthFailure.UnauthorizedOperation', 'not allowed');
    });
    const verdicts = await run(messageProbe);
    expect(stateOf('message-logs-in', verdicts)).toBe('confirmed');
    expect(stateOf('message-is-delivered', verdicts)).toBe('not-reached');
  });

  it('does not reach what a limit of the service is in the way of', async () => {
    const phone = '+8618566246697';
    const ask = async (question: string) => (question.startsWith('Send') ? 'yes' : undefined);
    await run(messageProbe, { owner: { phone, ask } });
    expect(stateOf('message-logs-in', await run(messageProbe, { owner: { phone, ask } }))).toBe('not-reached');
  });

  it('does not take a function that fails for the platform', async () => {
    onTestFinished(() => {
      accepted.deviations = {};
    });
    accepted.deviations = { reply: (reply) => ({ ...reply, statusCode: 502, body: '{}' }) };
    const { verdicts, answers } = await runAcceptance(accepted.target, probes);
    expect(verdicts.filter(({ state }) => state === 'refuted').map(({ name }) => name)).toEqual(['smoke']);
    expect(answers).toEqual({});
  });

  it('does not judge what the API does not list', async () => {
    onTestFinished(() => {
      accepted.deviations = {};
    });
    accepted.deviations = {
      apiReply: (reply, { action }) =>
        /^Describe(Vpcs|Subnets|Zones|Instances)$/.test(action)
          ? { ...reply, VpcSet: [], SubnetSet: [], ZoneSet: [], InstanceSet: [] }
          : reply,
    };
    const verdicts = await run(networkProbe);
    expect(verdicts.map(({ state }) => state)).toEqual(verdicts.map(() => 'not-reached'));
  });

  it('refutes smoke and what Redis can do if Redis does not answer', async () => {
    const [instance] = accepted.cloud.account.redis.instances();
    const server = await accepted.cloud.account.redis.server(instance?.instanceId ?? '');
    server?.process.kill('SIGKILL');
    expect(stateOf('smoke', await run(smokeProbe))).toBe('refuted');
    expect(stateOf('redis-commands', await run(redisProbe))).toBe('refuted');
    await accepted.cloud.account.redis.restart(instance?.instanceId ?? '');
  });

  it('says why it does not reach what the caller may not ask', async () => {
    onTestFinished(() => {
      accepted.deviations = {};
    });
    accepted.deviations = apiReply('Invoke', () => {
      throw new CloudError('AuthFailure.UnauthorizedOperation', 'not allowed');
    });
    await expect(run(eventProbe)).rejects.toThrow('not allowed');
  });
});

describe('Acceptance of an API that behaves otherwise', { timeout: 30_000 }, () => {
  it.each([
    ['idle-api-connections', { keepAliveMs: 1000 }, '2026-11-24 10:00:00'],
    ['api-times-in-beijing', {}, new Date(Date.now() + 17 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')],
    ['api-times-in-beijing', {}, 'yesterday'],
  ])('refutes %s', async (name, deviating, changedAt) => {
    const cloud = await startLocalCloud({ deviations: deviating });
    onTestFinished(cloud.stop);
    const target = { env: cloud.env, deployed: { changedAt } } as unknown as Target;
    expect(stateOf(name, (await apiProbe.run(target)).verdicts)).toBe('refuted');
  });
});

describe.skipIf(!canDeploy)('Behind API Gateway, acceptance', { timeout: 60_000 }, () => {
  it('refutes that paths below are served', async () => {
    const accepted = await deployAccepted(reachableEnvironment('api-gateway'));
    onTestFinished(accepted.stop);
    const { target } = accepted;
    expect(stateOf('api-gateway-paths-below', (await httpProbe.run(target)).verdicts)).toBe('confirmed');
    let path: unknown;
    accepted.deviations = {
      event: (one) => {
        ({ path } = one);
        return one;
      },
      reply: (reply) => (path === '/' ? reply : { ...reply, statusCode: 404, body: '{"message":"no API"}' }),
    };
    expect(stateOf('api-gateway-paths-below', (await httpProbe.run(target)).verdicts)).toBe('refuted');
  });
});
