import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Probe, Target, Verdict } from '../../../infra/operations/acceptance/probe';
import { probes } from '../../../infra/operations/acceptance/probes';
import { alarmProbe } from '../../../infra/operations/acceptance/probes/alarm';
import { apiProbe } from '../../../infra/operations/acceptance/probes/api';
import { clientAddressProbe } from '../../../infra/operations/acceptance/probes/client-address';
import { planProbe, smokeProbe } from '../../../infra/operations/acceptance/probes/deployment';
import { eventProbe } from '../../../infra/operations/acceptance/probes/event';
import { httpProbe } from '../../../infra/operations/acceptance/probes/http';
import { createLogProbe } from '../../../infra/operations/acceptance/probes/log';
import { messageProbe } from '../../../infra/operations/acceptance/probes/message';
import { networkProbe } from '../../../infra/operations/acceptance/probes/network';
import { pageProbe } from '../../../infra/operations/acceptance/probes/page';
import { redisProbe } from '../../../infra/operations/acceptance/probes/redis';
import { timesProbe } from '../../../infra/operations/acceptance/probes/times';
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

/** Rows that a probe can only confirm or not reach, and those that the tests below refute in another way. */
const others = [
  'redis-name',
  'send-only-resource',
  'smoke',
  'redis-commands',
  'plan-is-empty',
  'scale-assumptions',
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
    const ask = async (question: string) =>
      question.includes('code')
        ? (typed?.code ?? (await codeFor(accepted.cloud, phone.slice(1))))
        : (typed?.sign ?? 'yes');
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

  it('refutes what docs/scale.md assumes if requests take longer', async () => {
    const { http, deployed } = accepted.target;
    let sent = 0;
    const slow = { ...http, send: async () => ({ ...(await http.send({})), milliseconds: ++sent > 200 ? 1100 : 30 }) };
    expect(stateOf('scale-assumptions', await run(timesProbe, { http: slow }))).toBe('refuted');
    let invoked = 0;
    const invoke = async (sent: object) => {
      invoked += 1;
      return { ...(await deployed.invoke(sent)), milliseconds: JSON.stringify(sent).includes('code') ? 4 : 1 };
    };
    expect(stateOf('scale-assumptions', await run(timesProbe, { deployed: { ...deployed, invoke } }))).toBe('refuted');
    expect(invoked).toBeGreaterThan(0);
  });

  it('refutes that the plan is empty after somebody has changed a part', async () => {
    const [vpc] = accepted.cloud.account.vpc.vpcs();
    accepted.cloud.account.vpc.changeVpc(vpc?.vpcId ?? '', { name: 'other' });
    onTestFinished(() => {
      accepted.cloud.account.vpc.changeVpc(vpc?.vpcId ?? '', { name: vpc?.name ?? '' });
    });
    expect(stateOf('plan-is-empty', await run(planProbe))).toBe('refuted');
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
