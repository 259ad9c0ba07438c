import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { accountAccess } from '../../../../infra/operations/doctor/account-access';
import { accountChecks } from '../../../../infra/operations/doctor/account-checks';
import type { Finding } from '../../../../infra/operations/doctor/finding';
import { checkOutsideState } from '../../../../infra/operations/doctor/machine/outside-state';
import { runAccountChecks } from '../../../../infra/operations/doctor/run-account-checks';
import { parseState } from '../../../../infra/operations/stack/terraform-state';
import { environment } from '../../../support/synthesize';
import { stackSession } from '../stack/stack-session';

const settings = environment('staging');

describe('An account that cannot be asked', () => {
  let server: Server | undefined;

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  /** Address of a server in place of the API. */
  async function serve(answer: RequestListener): Promise<string> {
    const started = createServer(answer);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
  }

  /** Makes all checks of an account, as the doctor does. */
  async function examine(endpoint: string, limit = () => 5000): Promise<readonly Finding[]> {
    const env = { TENCENTCLOUD_SECRET_ID: 'AKIDx', TENCENTCLOUD_SECRET_KEY: 'secret', API_ENDPOINT: endpoint };
    const config = accountAccess(env, settings.region, '/nonexistent');
    if ('state' in config) throw new Error(config.found);
    const question = {
      settings,
      config,
      variable: (name: string) => ({ sms_sign: 'Test', sms_template_id: '1', sms_sdkappid: '1' })[name],
      types: new Set(['tencentcloud_vpc']),
      creates: () => true,
      deletes: () => false,
      adds: () => true,
      reservedMemoryMb: 0,
      hasStateBucket: false,
    };
    return runAccountChecks(
      [
        ...accountChecks.map(({ name, check }) => ({ name, run: () => check(question) })),
        {
          name: 'Outside the state',
          run: () => checkOutsideState({ ...stackSession(settings), env }, parseState('')),
        },
      ],
      limit,
    );
  }

  const json =
    (text: string): RequestListener =>
    (_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(text);
    };
  it.each<[string, RegExp, RequestListener]>([
    [
      'a page of a proxy',
      /: what answers is not the API: the reply is no JSON$/,
      (_, response) => void response.end('<html>'),
    ],
    [
      'an error of a proxy',
      /: what answers is not the API: HTTP 502 Bad Gateway$/,
      (_, response) => void response.writeHead(502).end('<html>'),
    ],
    ['null', /: what answers is not the API: the reply lacks what the API always tells$/, json('null')],
    ['JSON of something else', /: what answers is not the API: the reply lacks/, json('{"message":"ok"}')],
    ['no values', /: what answers is not the API: the reply lacks/, json('{"Response":null}')],
  ])('is one failure, with advice, if %s answers', async (_, found, answer) => {
    expect(problemsOf(await examine(await serve(answer)))).toEqual([
      {
        check: 'Account',
        state: 'failure',
        found: expect.stringMatching(found),
        advice: expect.stringMatching(/HTTP_PROXY.*API_ENDPOINT/),
      },
    ]);
  });

  it('is one failure if nothing listens', async () => {
    const endpoint = await serve(() => {});
    server?.close();
    expect(problemsOf(await examine(endpoint))).toMatchObject([
      { state: 'failure', found: expect.stringMatching(/^no call is answered: .*ECONNREFUSED/) },
    ]);
  });

  it('is one failure, within the time of a check, if no answer ever comes', async () => {
    const endpoint = await serve(() => {});
    expect(problemsOf(await examine(endpoint, () => 300))).toMatchObject([
      { state: 'failure', found: 'no call is answered: no answer within 0.3 seconds' },
    ]);
  });

  it('has a plain reason for replies with empty values', async () => {
    const nulls = json('{"Response":{"Arn":null,"AccountId":null,"UserId":null}}');
    const problems = problemsOf(await examine(await serve(nulls)));
    expect(problems.map(({ found }) => found).join('\n')).not.toMatch(/Cannot read|null/);
    const incomplete = problems.filter(({ found }) => found.includes('lacks what the API always tells'));
    expect(incomplete).toMatchObject([{ found: expect.stringMatching(/^not checked \(API keys, Rights/) }]);
  });
});

const problemsOf = (findings: readonly Finding[]) =>
  findings.filter(({ state }) => state === 'warning' || state === 'failure');
