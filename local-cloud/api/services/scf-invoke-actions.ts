import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_models';
import { z } from 'zod';
import { CloudError } from '../../account/cloud-error';
import type { ScfService } from '../../account/scf';
import { failureContent } from '../../runtime/integrated-reply';
import type { InvocationResult, Invoke } from '../../runtime/invocation';
import { type Action, action } from '../action';

/** Invokes a function by its ID. */
export type InvokeFunction = (functionId: string, ...parameters: Parameters<Invoke>) => ReturnType<Invoke>;

/** Limit of the event of a synchronous invocation, in bytes. platform: invoke-limits */
const eventLimit = 6 * 1024 * 1024;
/** Size of the log's end that `LogType` `Tail` asks for, in bytes. platform: invoke-limits */
const tailSize = 4096;

/** Invokes functions in the same instances as HTTP triggers, with the same log. platform: invoke-event */
export function invokeActions(scf: ScfService, invoke: InvokeFunction): Readonly<Record<'Invoke', Action>> {
  return {
    Invoke: action<Models.InvokeRequest, Models.InvokeResponse>({
      parameters: {
        FunctionName: z.string(),
        InvocationType: z.literal('RequestResponse').optional(),
        Qualifier: z.string().optional(),
        ClientContext: z.string().optional(),
        LogType: z.enum(['None', 'Tail']).optional(),
        Namespace: z.string().optional(),
      },
      ignored: ['RoutingKey'],
      answer: async ({ FunctionName, Qualifier, ClientContext, LogType, Namespace = 'default' }) => {
        const { functionId } = scf.get(Namespace, FunctionName);
        checkQualifier(FunctionName, Qualifier);
        const lines: string[] = [];
        const result = await invoke(functionId, readEvent(ClientContext), (line) => lines.push(line));
        return { Result: { ...resultModel(result), Log: LogType === 'Tail' ? endOf(lines) : '' } };
      },
    }),
  };
}

function checkQualifier(name: string, qualifier = '$LATEST'): void {
  if (qualifier === '$LATEST' || qualifier === '$DEFAULT') return;
  const message = `The function ${name} has no version or alias ${qualifier}; the local cloud has only $LATEST.`;
  throw new CloudError('ResourceNotFound.Qualifier', message, 'Qualifier');
}

function readEvent(text = '{}'): object {
  const size = Buffer.byteLength(text);
  if (size > eventLimit) {
    const message = `The event has ${size} bytes; ${eventLimit} are allowed.`;
    throw new CloudError('InvalidParameter.RequestTooLarge', message, 'ClientContext');
  }
  const event = z.looseObject({}).safeParse(parse(text));
  if (event.success) return event.data;
  throw new CloudError('InvalidParameterValue.Param', 'ClientContext is not an object in JSON.', 'ClientContext');
}

/** @returns `undefined` if the text is not JSON */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A failed invocation is a result, too, not an error of the API. platform: invoke-failure */
function resultModel(result: InvocationResult): Models.Result {
  const FunctionRequestId = result.requestId;
  if (result.kind === 'failed') {
    const ErrMsg = JSON.stringify(failureContent(result));
    const InvokeResult = result.stackTrace === undefined ? -1 : 1;
    return { FunctionRequestId, RetMsg: '', ErrMsg, InvokeResult, MemUsage: 0, Duration: 0, BillDuration: 0 };
  }
  return {
    FunctionRequestId,
    RetMsg: JSON.stringify(result.reply),
    ErrMsg: '',
    InvokeResult: 0,
    MemUsage: Math.round((result.memoryMb ?? 0) * 1024 * 1024),
    Duration: Number(result.durationMs.toFixed(3)),
    BillDuration: Math.ceil(result.durationMs),
  };
}

const endOf = (lines: readonly string[]) => Buffer.from(lines.join('\n')).subarray(-tailSize).toString();
