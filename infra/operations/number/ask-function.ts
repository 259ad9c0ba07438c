import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import type { NumberReport } from '../../../function/verification/number-support';
import { describeError } from '../command-line';
import { defaultLog, findFunction } from '../find-function';
import { invokeFunction, readObject } from '../invoke-function';
import { hideNumber } from './hide-number';

/** What to ask a deployed function. */
export interface FunctionQuestion {
  readonly config: ClientConfig;
  readonly functionName: string;
  /** In E.164. */
  readonly phone: string;
  /** Whether to lift the limits of the number first. */
  readonly release: boolean;
}

/** What the function tells of a number. */
export interface FunctionAnswer {
  readonly report: NumberReport;
  /** ID of the invocation, under which the log has the line of this use. */
  readonly requestId: string;
  /** SDKAppID of the SMS application; empty if the function prints messages instead of sending them. */
  readonly sdkAppId: string;
  /** Whether the function writes its log to a topic of the environment, which `make logs` reads. */
  readonly hasOwnLog: boolean;
}

/** Asks a deployed function about a number. @throws {Error} if it does not tell, with what to do, without the number */
export async function askFunction(question: FunctionQuestion): Promise<FunctionAnswer> {
  const { config, functionName, phone, release } = question;
  const client = new Client(config);
  const { sdkAppId, topicId } = await findFunction(client, functionName);
  const hasOwnLog = topicId !== '';
  const { body, requestId } = await invokeFunction(client, functionName, { support: { phone, release } }).catch(
    (error: unknown) => {
      // The platform may repeat the event.
      throw new Error(hideNumber(describeError(error), phone), { cause: error });
    },
  );
  const { support } = readObject(body) as { readonly support?: Answer };
  switch (support?.result) {
    case undefined:
      throw new Error('The deployed function is older than this command: deploy the environment again.');
    case 'found':
      return { report: support, requestId, sdkAppId, hasOwnLog };
    case 'refused':
      throw new Error(
        support.rule === 'malformed'
          ? 'PHONE: the service takes the number for malformed. It sends messages to mobile numbers only.'
          : `PHONE: the service does not serve the number's country; it serves those of ALLOWED_COUNTRY_CODES.`,
      );
    case 'store-unavailable':
      throw new Error(
        `The function does not reach its store: ${support.reason}\nSee "The store does not answer" in docs/operations.md.`,
      );
    case 'internal-error':
      throw new Error(
        hasOwnLog
          ? 'The function failed: make logs shows why.'
          : `The function failed: ${defaultLog} shows why, which make logs cannot read.`,
      );
  }
}

type Answer =
  | ({ readonly result: 'found' } & NumberReport)
  | { readonly result: 'refused'; readonly rule: string }
  | { readonly result: 'store-unavailable'; readonly reason: string }
  | { readonly result: 'internal-error' };
