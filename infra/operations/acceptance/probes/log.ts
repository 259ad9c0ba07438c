import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_client';
import type { LogInfo } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';
import { anyEventOf, countOf } from '../../../constructs/alarm-query';
import { describeError } from '../../command-line';
import { requestEvent } from '../deployed-function';
import { notReached, type Probe, type ProbeResult, refuted, type Target, verdict } from '../probe';

const decides = [
  'log-lines-delay',
  'cls-fields-from-json',
  'cql-quoted-text',
  'alarm-query-analysis',
  'alarm-queries-accepted',
  'log-holds-return-value',
  'scf-log-fields',
];

/** Milliseconds between two searches for a line. */
const pauseMs = 1000;
/** Within this time, lines can be found, according to `log-lines-delay`. */
const expectedMs = 60_000;

/**
 * Whether a line of the function arrives in CLS, and whether the alarms' queries find it.
 * platform: log-lines-delay, cql-quoted-text, alarm-query-analysis, log-holds-return-value, scf-log-fields, cls-fields-from-json
 *
 * @param deadlineMs how long to wait for the line, in milliseconds
 */
export const createLogProbe = (deadlineMs: number): Probe => ({
  decides,
  run(target) {
    if (target.deployed.topicId !== '') return probeLog(target, deadlineMs);
    const why = 'the environment has no log topic: set monitoring in infra/settings/own-presets.ts';
    return Promise.resolve({ verdicts: decides.map((name) => notReached(name, why)) });
  },
});

async function probeLog({ deployed, stack, config }: Target, deadlineMs: number): Promise<ProbeResult> {
  const client = new Client(config);
  const search = (query: string) =>
    client.SearchLog({
      TopicId: deployed.topicId,
      From: startedAt - 60_000,
      To: Date.now() + 60_000,
      QueryString: query,
      QuerySyntax: 1,
      UseNewAnalysis: true,
      Limit: 100,
    });
  // Plants a line that raises no alarm: a request without a method, which the function refuses.
  const startedAt = Date.now();
  const { requestId } = await deployed.invoke(requestEvent({}));
  // The function's own field, and the platform's.
  const own = `requestId:"${requestId}" OR SCF_RequestId:"${requestId}"`;
  const findUntil = async (isFound: (fields: Fields) => boolean): Promise<readonly Fields[]> => {
    for (;;) {
      const lines = fieldsOf((await search(own)).Results);
      if (lines.some(isFound) || Date.now() > startedAt + deadlineMs) return lines;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  const isPlanted = (fields: Fields) => JSON.stringify(fields).includes('request_refused') && !isReturnValue(fields);
  const line = (await findUntil(isPlanted)).find(isPlanted);
  const waitedMs = Date.now() - startedAt;
  if (line === undefined) {
    const found = `the function's line was not found within ${deadlineMs / 1000} s: see scf-role-delivers-log in docs/platform.md`;
    return { verdicts: [refuted('log-lines-delay', found), ...rest(found)] };
  }

  const planted = `(${anyEventOf('request_refused')}) AND (${own})`;
  const quoted = fieldsOf((await search(planted)).Results);
  const counted = (await search(countOf(planted))).AnalysisRecords ?? [];
  const queries = stack.resources
    .filter(({ type }) => type === 'tencentcloud_cls_alarm')
    .flatMap(({ attributes }) => (attributes.alarm_targets as readonly { query: string }[]).map(({ query }) => query));
  const refusals = await Promise.all(
    queries.map((query) =>
      search(query).then(
        () => [],
        (error) => [describeError(error)],
      ),
    ),
  );
  const invocationLines = await findUntil(isReturnValue);
  const returned = invocationLines.filter(isReturnValue);
  const platformFields = Object.keys(line)
    .filter((name) => name.startsWith('SCF_'))
    .sort();
  return {
    answers: { 'log.platform-fields': platformFields, 'log.has-return-value': returned.length > 0 },
    verdicts: [
      verdict('log-lines-delay', {
        holds: waitedMs <= expectedMs,
        found: `the line was found after ${Math.ceil(waitedMs / 1000)} s`,
      }),
      verdict('cls-fields-from-json', {
        holds: line.event === 'request_refused' && line.field === 'method',
        found: `the line has the fields ${Object.keys(line)
          .filter((name) => !/^(SCF_|__)/.test(name))
          .join(', ')}`,
      }),
      verdict('cql-quoted-text', {
        holds: quoted.length === 1,
        found: `${planted} finds ${quoted.length} of one line`,
      }),
      verdict('alarm-query-analysis', {
        holds: counted.length === 1 && /"lines":\s*"?1\b/.test(counted[0] ?? ''),
        found: `the analysis of an alarm's query answers ${counted[0] ?? 'nothing'}`,
      }),
      verdict('alarm-queries-accepted', {
        holds: refusals.flat().length === 0,
        found: refusals.flat()[0] ?? `CLS accepts the queries of ${queries.length} alarms`,
      }),
      verdict('log-holds-return-value', {
        holds: returned.length > 0,
        found: `of ${invocationLines.length} lines of an invocation, ${returned.length} hold the return value, and so session tokens`,
      }),
      verdict('scf-log-fields', { holds: platformFields.length >= expectedFields, found: platformFields.join(', ') }),
    ],
  };
}

/** The function's own JSON lines have all of the platform's fields but `SCF_Message`. */
const expectedFields = 13;

type Fields = Readonly<Record<string, unknown>>;

/** Whether it is the platform's line with the whole reply. */
const isReturnValue = ({ SCF_Message: text = '' }: Fields) => String(text).includes('RetMsg');

const fieldsOf = (results: readonly LogInfo[] | undefined): Fields[] =>
  (results ?? []).map(({ LogJson = '{}' }) => JSON.parse(LogJson));

const rest = (why: string) => decides.filter((name) => name !== 'log-lines-delay').map((name) => notReached(name, why));
