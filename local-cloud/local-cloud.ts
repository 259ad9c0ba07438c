import { type Account, createAccount } from './account/account';
import { newRequestId } from './account/account-context';
import type { GatewayApiRecord } from './account/api-gateway';
import { furnish, initialAccount } from './account/initial-account';
import { openStorage } from './account/storage';
import { createAccountApi } from './api/account-api';
import { type ApiCall, type Breakdown, startApiServer } from './api/api-server';
import { createOwnPages } from './pages/own-pages';
import { startReaper } from './process/reaper';
import { serveProvider } from './provider/protocol/provider-server';
import type { RunningProvider } from './provider/provider-definition';
import { createRandomProvider } from './provider/random/random-provider';
import { createTencentcloudProvider } from './provider/tencentcloud-provider';
import { findConfiguredFile } from './provider/terraform-folders';
import { startApiGateway } from './runtime/api-gateway-entry';
import { createFunctionHost, type FunctionHost } from './runtime/function-host';
import { startFunctionUrl } from './runtime/function-url-entry';
import type { HttpEntry } from './runtime/http-entry';
import type { InvocationResult } from './runtime/invocation';

export interface LocalCloudOptions {
  /** Where state is kept from one start to the next. @default - nowhere */
  readonly stateFolder?: string;
  /** Port of the API and the inbox. @default a free one */
  readonly port?: number;
  /** Milliseconds that making or changing something takes. @default 100 */
  readonly transitionMs?: number;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /** Answers a call of the API in place of the account: something in between is broken. @default - nothing is */
  readonly breakdown?: (call: ApiCall) => Breakdown | undefined;
}

/** A stand-in of Tencent Cloud on this machine. */
export interface LocalCloud {
  readonly account: Account;
  readonly functions: FunctionHost;
  /** Address of the API, `/inbox` and `/account`. */
  readonly url: string;
  /** What a program needs in its environment to use it: Terraform, cdktf, or one that calls the API. */
  readonly env: Readonly<Record<string, string>>;
  /** The same for the provider of the registry, which Terraform starts itself and which calls the API. */
  readonly registryEnv: Readonly<Record<string, string>>;
  /** Ends everything that runs in it. */
  stop(): Promise<void>;
}

/** Starts one account of the cloud, with its three faces: Terraform's providers, the API, and functions that answer. */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const { stateFolder, port, transitionMs = 100, now = Date.now, breakdown } = options;
  const reaper = startReaper();
  const entrances = new Map<string, HttpEntry>();
  const functions = createFunctionHost({
    account: () => account,
    api: () => ({ host: '127.0.0.1', port: Number(new URL(server.url).port) }),
    reaper,
  });
  const { appId, owner } = initialAccount;
  /** @returns host and port */
  const open = async (id: string, starting: Promise<HttpEntry>) => {
    const entry = await starting;
    entrances.set(id, entry);
    return `127.0.0.1:${entry.port}`;
  };
  const account: Account = createAccount({
    context: { storage: openStorage(stateFolder), reaper, now, transitionMs, appId },
    owner,
    endpoints: {
      openFunctionUrl: async (id) =>
        `http://${await open(id, startFunctionUrl({ invoke: (event) => functions.invoke(id, event) }))}`,
      openApiGateway: (serviceId) => {
        const invoke = (event: object) => invokeApi(account, functions, serviceId, event);
        return open(serviceId, startApiGateway({ invoke, stage: 'release', path: '/', serviceId }));
      },
      close: async (id) => {
        await entrances.get(id)?.stop();
        entrances.delete(id);
      },
      endFunction: (id) => void functions.end(id),
    },
  });
  furnish(account);
  await account.resume();

  const answer = createAccountApi(account, appId);
  const server = await startApiServer({
    keysOf: account.credentials.find,
    answer: (call) => breakdown?.(call) ?? answer(call),
    serveOwn: createOwnPages(account),
    now,
    ...(port !== undefined && { port }),
  });
  const findFile = (file: string) => findConfiguredFile(file, tencentcloud.socket);
  const tencentcloud: RunningProvider = await serveProvider(
    createTencentcloudProvider(account, appId, findFile),
    reaper.folder,
  );
  const random = await serveProvider(createRandomProvider(), reaper.folder);
  const reattach = (...providers: readonly RunningProvider[]) =>
    JSON.stringify(Object.fromEntries(providers.map((provider) => [provider.address, provider.reattach])));
  const common = {
    TENCENTCLOUD_SECRET_ID: owner.secretId,
    TENCENTCLOUD_SECRET_KEY: owner.secretKey,
    TENCENTCLOUD_REGION: 'ap-guangzhou',
    API_ENDPOINT: server.url,
    TF_VAR_sms_sdkappid: initialAccount.sdkAppId,
    TF_VAR_sms_sign: initialAccount.sign,
    TF_VAR_sms_template_id: initialAccount.templateId,
  };

  return {
    account,
    functions,
    url: server.url,
    env: {
      TF_REATTACH_PROVIDERS: reattach(tencentcloud, random),
      ...common,
      SMS_ENDPOINT: server.url,
      CAPTCHA_ENDPOINT: server.url,
    },
    registryEnv: {
      TF_REATTACH_PROVIDERS: reattach(random),
      ...common,
      TENCENTCLOUD_PROTOCOL: 'HTTP',
      HTTP_PROXY: server.url,
    },
    async stop() {
      account.save();
      await Promise.all([tencentcloud.stop(), random.stop()]);
      await Promise.all([...entrances.values()].map((entrance) => entrance.stop()));
      await functions.stop();
      await account.stop();
      await server.stop();
      await reaper.close();
    },
  };
}

/** Calls the function behind an API of what is released of a service. */
async function invokeApi(
  { gateway, scf }: Account,
  functions: FunctionHost,
  serviceId: string,
  event: { readonly path?: string; readonly httpMethod?: string },
): Promise<InvocationResult> {
  const { path = '/', httpMethod } = event;
  const answers = (one: GatewayApiRecord) =>
    path.startsWith(one.path) && (one.method === 'ANY' || one.method === httpMethod);
  const api = gateway.findRelease(serviceId, 'release')?.apis.find(answers);
  const target = api && scf.find(api.functionNamespace, api.functionName);
  if (target !== undefined) return functions.invoke(target.functionId, event);
  const errorMessage = `There is no API for ${httpMethod} ${path} in what is released.`;
  return { kind: 'failed', statusCode: 404, errorMessage, requestId: newRequestId() };
}
