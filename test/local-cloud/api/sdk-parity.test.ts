import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../infra/project-root';
import { createApiServices } from '../../../local-cloud/api/account-api';
import type { ApiService } from '../../../local-cloud/api/action';
import { startTrialAccount, type TrialAccount } from '../trial-account';
import errorCodes from './error-codes.json';

const sources = [
  'local-cloud/account',
  'local-cloud/api',
  'local-cloud/api/cos',
  'local-cloud/api/services',
  'function/tencent-cloud',
].flatMap((folder) =>
  readdirSync(join(projectRoot, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, text: readFileSync(join(projectRoot, folder, name), 'utf8') })),
);

/** The service of a source, by its name; the API and what services share have none. */
const services: Readonly<Record<string, RegExp>> = {
  apigateway: /^(api-gateway|gateway-)/,
  cam: /^(cam|policy-document)/,
  captcha: /^captcha/,
  cls: /^cls/,
  cos: /^cos/,
  monitor: /^monitor/,
  redis: /^redis/,
  scf: /^scf/,
  sms: /^(sms|api-failure)/,
  ssl: /^(ssl|certificates)/,
  tag: /^tag/,
  vpc: /^(vpc|security-group|port-ranges|resource-name|cidr)/,
};

/** Lists the codes that the error lists of some services have, and the codes that every service may answer with. */
function knownCodes(names: readonly string[]): ReadonlySet<string> {
  const lists: Readonly<Record<string, Readonly<Record<string, string>>>> = errorCodes;
  return new Set(
    ['common', ...names].flatMap((name) =>
      Object.entries(lists[name] ?? {}).flatMap(([first, rest]) =>
        rest.split(' ').map((second) => (second === '*' ? first : `${first}.${second}`)),
      ),
    ),
  );
}

/** Finds the codes in a source: those of errors, and other texts that have the form of a code. */
const codesIn = (text: string) =>
  [...text.matchAll(/new CloudError\(\s*'([^']+)'|'([A-Z][a-zA-Z]+(?:\.[A-Z]\w+)+)'/g)].map(
    ([, thrown, other]) => thrown ?? other ?? '',
  );

describe('The API, compared with the SDK,', () => {
  let trial: TrialAccount;
  let apis: Readonly<Record<string, ApiService>>;

  beforeAll(() => {
    trial = startTrialAccount();
    apis = createApiServices(trial.account);
  });
  afterAll(() => trial.stop());

  // platform: api-actions
  it('has only services, versions and actions of the SDK’s clients', async () => {
    expect(Object.keys(apis).length).toBeGreaterThan(9);
    for (const [name, { version, actions }] of Object.entries(apis)) {
      const folder = `tencentcloud-sdk-nodejs/tencentcloud/services/${name}/v${version.replaceAll('-', '')}`;
      const { Client } = await import(`${folder}/${name}_client`);
      const methods = Object.getOwnPropertyNames(Client.prototype);
      expect(Object.keys(actions).filter((action) => !methods.includes(action))).toEqual([]);
    }
  });

  // platform: api-shapes. The compiler checks an action's parameters and fields against these models.
  it('gives each action the models of its own request and reply', () => {
    const actions = sources.flatMap(({ text }) => [
      ...text.matchAll(/(\w+): action<\s*Models\.(\w+),\s*Models\.(\w+),?\s*>/g),
    ]);
    const named = actions.map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(Object.values(apis).flatMap((api) => Object.keys(api.actions))));
    for (const [, name, request, reply] of actions) {
      expect([request, reply]).toEqual([`${name}Request`, `${name}Response`]);
    }
  });

  // platform: api-error-codes
  it('answers only with error codes that the service, or every service, has', () => {
    const unknown = sources.flatMap(({ name, text }) => {
      const own = Object.keys(services).filter((service) => services[service]?.test(name));
      const known = knownCodes(own.length > 0 ? own : Object.keys(services));
      return codesIn(text).flatMap((code) => (known.has(code) ? [] : [`${name}: ${code}`]));
    });
    expect(sources.flatMap(({ text }) => codesIn(text)).length).toBeGreaterThan(100);
    expect(unknown).toEqual([]);
  });
});
