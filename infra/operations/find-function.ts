import type { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import { readApiFailure } from '../../function/tencent-cloud/api-failure';

/** Where a function without a topic writes. platform: log-default-topic */
export const defaultLog = 'the platform’s default log';

/** A deployed function: where its log is, and to which SMS application it sends messages. */
export interface FoundFunction {
  /** Empty if the function writes no log to CLS. */
  readonly topicId: string;
  /** SDKAppID; empty if the function prints messages instead of sending them. */
  readonly sdkAppId: string;
}

/** Looks a deployed function up. @throws {Error} if there is none (the message says what to do), or if the API refuses the call */
export async function findFunction(client: Client, functionName: string): Promise<FoundFunction> {
  const { ClsTopicId: topicId = '', Environment } = await client
    .GetFunction({ FunctionName: functionName })
    .catch((error: unknown) => {
      throw explain(error);
    });
  const variable = (name: string) => Environment?.Variables?.find(({ Key }) => Key === name)?.Value ?? '';
  return { topicId, sdkAppId: variable('SMS_SENDER') === 'console' ? '' : variable('SMS_SDKAPPID') };
}

function explain(error: unknown): unknown {
  const failure = readApiFailure(error);
  if (failure.result !== 'refused' || failure.apiCode !== 'ResourceNotFound.Function') return error;
  const { apiCode, reason } = failure;
  return new Error(`${apiCode}: ${reason}\nThe environment is not deployed: make environments lists those that are.`, {
    cause: error,
  });
}
