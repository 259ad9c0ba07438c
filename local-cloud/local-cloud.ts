import { type Account, createAccount } from './account/account';
import { newRequestId } from './account/account-context';
import type { GatewayApiRecord } from './account/api-gateway';
import { newCredential } from './account/credentials';
import { readFaults } from './account/faults';
import { addInitialResources, initialAccount } from './account/initial-account';
import { ownerUinOf } from './account/owner-uin';
import { openStorage } from './account/storage';
import { createAccountApi } from './api/account-api';
import { type ApiCall, type RawResponse, startApiServer } from './api/api-server';
import type { Deviations } from './deviations';
import { startNameServer } from './dns/name-server';
import { createLocalPages } from './pages/local-pages';
import { startReaper } from './process/reaper';
import { serveProvider } from './provider/protocol/provider-server';
import { reattachProviders } from './provider/protocol/reattach';
import type { RunningProvider } from './provider/provider-definition';
import { createRandomProvider } from './provider/random/random-provider';
import { createTencentcloudProvider } from './provider/tencentcloud-provider';
import { findConfiguredFile } from './provider/terraform-folders';
import { createTlsProvider } from './provider/tls/tls-provider';
import { startApiGateway } from './runtime/api-gateway-endpoint';
import { createDomainEntrance } from './runtime/domain-entrance';
import { createFunctionHost, type FunctionHost } from './runtime/function-host';
import { startFunctionUrl } from './runtime/function-url-endpoint';
import type { HttpEndpoint } from './runtime/http-endpoint';
import type { InvocationResult } from './runtime/invocation';
import { serveStates } from './state-bucket';

export interface LocalCloudOptions {
  /** Folder that keeps the account's state between runs. @default - the state is in memory only */
  readonly stateFolder?: string;
  /** Port of the API and the inbox. @default - a free port */
  readonly port?: number;
  /** Milliseconds that creating or updating a resource takes. @default 100 */
  readonly transitionMs?: number;
  /** Messages to a number in a day, a setting of the account's SMS application. @default 2 */
  readonly smsDailyLimit?: number | undefined;
  /** Returns the current time in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /**
   * Returns the address of the client of a request to a function, for tests with several clients; called once for each request.
   * @default - 127.0.0.1, from which all requests of this machine come
   */
  readonly clientAddress?: () => string;
  /** Faults of the account, such as `sold-out=ap-guangzhou-3` or `cls-closed`; `faultKinds` lists them. @default none */
  readonly faults?: readonly string[];
  /** CNAME records of domains: the name and where it points. @default - there are only those of an earlier start */
  readonly records?: Readonly<Record<string, string>>;
  /**
   * A bucket of COS in ap-guangzhou that the owner has made by hand, such as `sms-state-1300000000`. With it, the local cloud serves
   * COS and the tag service through a proxy for HTTPS, as the backend `cos` of Terraform needs them. @default - neither
   */
  readonly stateBucket?: string | undefined;
  /** Returns a raw response to a call of the API, to simulate a broken API. @default - the account handles every call */
  readonly interceptCall?: (call: ApiCall) => RawResponse | undefined;
  /** Changes the address of a webhook that an alarm calls, for tests. @default - the address is called as it is */
  readonly locateWebhook?: (url: string) => string;
  /** How it behaves otherwise than Tencent Cloud is believed to, for tests. @default - it does not */
  readonly deviations?: Deviations;
}

/** A running local cloud. */
export interface LocalCloud {
  readonly account: Account;
  readonly functions: FunctionHost;
  /** Address of the API, `/inbox` and `/account`. */
  readonly url: string;
  /** Process environment with which Terraform, cdktf, and programs that call the API use it. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * The same with the registry's provider, which Terraform starts itself and which calls the API.
   * platform: provider-by-proxy, provider-by-environment
   */
  readonly registryEnv: Readonly<Record<string, string>>;
  /**
   * What a command needs besides to keep states in the account's COS. `undefined` without a bucket for them.
   * platform: go-https-proxy
   */
  readonly stateEnv: Readonly<Record<string, string>> | undefined;
  /** Path of a socket of this local cloud alone. Who can connect to it knows that it runs. */
  readonly socket: string;
  /** Stops everything that runs in it. */
  stop(): Promise<void>;
}

/** Milliseconds between two evaluations of all alarms. */
const alarmEvaluationMs = 60_000;

/** Starts the local cloud: one account with Terraform providers, the API, and endpoints that invoke functions. */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const {
    stateFolder,
    port,
    transitionMs = 100,
    smsDailyLimit,
    faults = [],
    records = {},
    now = Date.now,
    interceptCall,
    clientAddress,
    locateWebhook,
    stateBucket,
    deviations = {},
  } = options;
  const reaper = startReaper();
  const endpoints = new Map<string, HttpEndpoint>();
  const functions = createFunctionHost({
    account: () => account,
    api: () => ({ host: '127.0.0.1', port: Number(new URL(server.url).port) }),
    reaper,
    changeLine: deviations.logLine,
  });
  const invokeByRequest = (id: string, event: object) =>
    functions.invoke(id, deviations.event?.({ ...event }) ?? event);
  const servesHost = (host: string) => domains.serves(host);
  const endpointOptions = { clientAddress, changeReply: deviations.reply, servesHost };
  const { appId } = initialAccount;
  const storage = openStorage(stateFolder);
  const owner = newCredential();
  /** @returns host and port */
  const open = async (id: string, starting: Promise<HttpEndpoint>) => {
    const endpoint = await starting;
    endpoints.set(id, endpoint);
    return `127.0.0.1:${endpoint.port}`;
  };
  const account: Account = createAccount({
    context: { storage, reaper, now, transitionMs, appId, ownerUin: ownerUinOf(storage) },
    owner,
    faults: readFaults(faults),
    alarms: { locateWebhook },
    endpoints: {
      openFunctionUrl: async (id) => {
        const invoke = (event: object) => invokeByRequest(id, event);
        return `http://${await open(id, startFunctionUrl({ ...endpointOptions, invoke }))}`;
      },
      openApiGateway: (serviceId) => {
        const invoke = (event: object) => invokeApi(account, invokeByRequest, serviceId, event);
        return open(serviceId, startApiGateway({ ...endpointOptions, invoke, stage: 'release', path: '/', serviceId }));
      },
      close: async (id) => {
        await endpoints.get(id)?.stop();
        endpoints.delete(id);
      },
      endFunction: (id) => void functions.end(id),
      invokeFunction: functions.invoke,
    },
  });
  const domains = createDomainEntrance({ ...account, portOf: (id) => endpoints.get(id)?.port });
  addInitialResources(account, { smsDailyLimit, stateBucket, now: now() });
  for (const [name, target] of Object.entries(records)) account.dns.point(name, target);
  await account.resume();

  // A failure is shown by the alarm that is missing from the notifications.
  const evaluation = setInterval(() => void account.evaluateAlarms().catch(() => {}), alarmEvaluationMs).unref();

  const answer = createAccountApi(account);
  const answerOtherwise = async (call: ApiCall) => {
    const reply = await answer(call);
    return deviations.apiReply?.(reply, call) ?? reply;
  };
  const server = await startApiServer({
    findCredential: account.credentials.find,
    answer: (call) => interceptCall?.(call) ?? answerOtherwise(call),
    keepAliveMs: deviations.keepAliveMs,
    servePages: createLocalPages(account),
    domains,
    now,
    ...(port !== undefined && { port }),
  });
  const nameServer = await startNameServer(account.dns);
  const states =
    stateBucket === undefined
      ? undefined
      : await serveStates(account, stateBucket, { folder: reaper.folder, server, now });
  const findFile = (file: string) => findConfiguredFile(file, tencentcloud.socket);
  const tencentcloud: RunningProvider = await serveProvider(
    createTencentcloudProvider(account, findFile),
    reaper.folder,
  );
  const random = await serveProvider(createRandomProvider(), reaper.folder);
  const tls = await serveProvider(createTlsProvider(), reaper.folder);
  const { secretId, secretKey, token } = account.credentials.printed();
  const commonEnv = {
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    ...(token !== undefined && { TENCENTCLOUD_SECURITY_TOKEN: token }),
    TENCENTCLOUD_REGION: 'ap-guangzhou',
    API_ENDPOINT: server.url,
    NAME_SERVER: nameServer.address,
    TF_VAR_sms_sdkappid: initialAccount.sdkAppId,
    TF_VAR_sms_sign: initialAccount.sign,
    TF_VAR_sms_template_id: initialAccount.templateId,
    TF_VAR_alarm_receiver_uids: JSON.stringify([initialAccount.user.uid]),
    ...Object.fromEntries(
      Object.entries(initialAccount.webhooks).map(([kind, url]) => [`TF_VAR_alarm_webhook_${kind}`, url]),
    ),
  };

  return {
    account,
    functions,
    url: server.url,
    socket: tencentcloud.socket,
    env: {
      TF_REATTACH_PROVIDERS: reattachProviders(tencentcloud, random, tls),
      ...commonEnv,
      SMS_ENDPOINT: server.url,
      CAPTCHA_ENDPOINT: server.url,
    },
    registryEnv: {
      TF_REATTACH_PROVIDERS: reattachProviders(random, tls),
      ...commonEnv,
      TENCENTCLOUD_PROTOCOL: 'HTTP',
      HTTP_PROXY: server.url,
    },
    stateEnv: states?.env,
    async stop() {
      clearInterval(evaluation);
      account.save();
      await Promise.all([tencentcloud.stop(), random.stop(), tls.stop()]);
      await Promise.all([...endpoints.values()].map((endpoint) => endpoint.stop()));
      await functions.stop();
      await account.stop();
      await states?.stop();
      await server.stop();
      await nameServer.stop();
      await reaper.close();
    },
  };
}

/** Invokes the function behind a released API. */
async function invokeApi(
  { gateway, scf }: Account,
  invoke: (functionId: string, event: object) => Promise<InvocationResult>,
  serviceId: string,
  event: { readonly path?: string; readonly httpMethod?: string },
): Promise<InvocationResult> {
  const { path = '/', httpMethod } = event;
  const serves = (one: GatewayApiRecord) =>
    path.startsWith(one.path) && (one.method === 'ANY' || one.method === httpMethod);
  const api = gateway.findRelease(serviceId, 'release')?.apis.find(serves);
  const target = api && scf.find(api.functionNamespace, api.functionName);
  if (target !== undefined) return invoke(target.functionId, event);
  const errorMessage = `No released API serves ${httpMethod} ${path}.`;
  return { kind: 'failed', statusCode: 404, errorMessage, requestId: newRequestId() };
}
