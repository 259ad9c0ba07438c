import { randomBytes } from 'node:crypto';
import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import { type Invocation, invokeFunction, readObject } from '../invoke-function';
import type { HttpClient, HttpReply, HttpRequest } from './http-client';

/** Names and types of an event's fields; an address is a list of its kinds. */
export type EventShape = string | readonly string[] | { readonly [name: string]: EventShape };

/** What the function saw of an HTTP request. */
export interface SeenEvent {
  readonly event: { readonly [name: string]: EventShape };
  /** Tag of the client's address. @default - the function knows no address */
  readonly address?: string;
}

/** A deployed function, which its operator may invoke. */
export interface DeployedFunction {
  readonly vpcId: string;
  readonly subnetId: string;
  /** Empty if the function writes no log to CLS. */
  readonly topicId: string;
  /** SDKAppID of the SMS application. */
  readonly sdkAppId: string;
  /** Whether it sends messages, and does not only print them. */
  readonly sendsMessages: boolean;
  /** When the function was changed last, as the API writes times. */
  readonly changedAt: string;
  /** Invokes it with an event. @throws {Error} if the platform refuses the call, or the function fails */
  invoke(event: object): Promise<Invocation>;
  /** Sends an HTTP request, and returns its reply and what the function saw of it. */
  observe(request: HttpRequest): Promise<SeenEvent & { readonly reply: HttpReply }>;
}

/** An event like that of a GET request, to invoke the function with: no address is counted for it. */
export const requestEvent = (queryString: Readonly<Record<string, string>>): object => ({
  httpMethod: 'GET',
  path: '/',
  headers: {},
  queryString,
  body: '',
});

/** Attempts to have the same instance get the request and both `Invoke`s. */
const maxAttempts = 20;

/** Looks a function up. platform: invoke-event */
export async function findDeployedFunction(
  config: ClientConfig,
  functionName: string,
  http: HttpClient,
): Promise<DeployedFunction> {
  const client = new Client(config);
  const { VpcConfig, ClsTopicId, ModTime = '', Environment } = await client.GetFunction({ FunctionName: functionName });
  const variable = (name: string) => Environment?.Variables?.find(({ Key }) => Key === name)?.Value;

  const invoke = (event: object) => invokeFunction(client, functionName, event);

  return {
    vpcId: VpcConfig?.VpcId ?? '',
    subnetId: VpcConfig?.SubnetId ?? '',
    topicId: ClsTopicId ?? '',
    sdkAppId: variable('SMS_SDKAPPID') ?? '',
    sendsMessages: variable('SMS_SENDER') !== 'console',
    changedAt: ModTime,
    invoke,
    async observe({ headers, ...request }) {
      const nonce = randomBytes(32).toString('base64url');
      for (let attempt = 0; attempt < maxAttempts; attempt++) {
        const armed = await invoke({ acceptance: nonce });
        if (armed.body.includes('"codeStr"')) {
          throw new Error('the deployed function is older than this command: deploy the environment again');
        }
        const reply = await http.send({ ...request, headers: { ...headers, 'x-acceptance': nonce } });
        const { seen } = readObject((await invoke({ acceptance: nonce })).body) as { readonly seen?: SeenEvent };
        if (seen !== undefined) return { ...seen, reply };
      }
      throw new Error(
        `no instance has seen one of ${maxAttempts} requests: they do not reach this function, or without their headers`,
      );
    },
  };
}
