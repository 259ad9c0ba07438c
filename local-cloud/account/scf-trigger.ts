import { z } from 'zod';
import { type AccountContext, cloudTime } from './account-context';
import { CloudError } from './cloud-error';
import type { FunctionRecord } from './scf-function';

/** A trigger of type `http`: a Function URL. */
export interface TriggerRecord {
  readonly functionId: string;
  readonly name: string;
  readonly qualifier: string;
  /** The settings that the trigger was created or updated with. */
  readonly description: TriggerDescription;
  /** Address of the endpoint on this machine. */
  readonly url: string;
  readonly addTime: string;
  readonly modTime: string;
  readonly enabled: boolean;
}

const descriptionSchema = z.strictObject({
  ApiGwCompatible: z.boolean().default(false),
  AuthType: z.enum(['NONE', 'CAM']),
  CorsConfig: z
    .strictObject({ Enable: z.boolean(), Credentials: z.boolean().optional(), MaxAge: z.int().min(0).optional() })
    .optional(),
  EnableSimpleMode: z.boolean().optional(),
  NetConfig: z.strictObject({ EnableExtranet: z.boolean(), EnableIntranet: z.boolean() }),
});

export type TriggerDescription = z.infer<typeof descriptionSchema>;
export type TriggerService = ReturnType<typeof createTriggerService>;

export interface TriggerDependencies {
  readonly findFunction: (functionId: string) => FunctionRecord | undefined;
  /** A domain that uses the function's URL; `undefined` if there is none. */
  readonly domainOf: (functionId: string) => string | undefined;
  /** Opens an HTTP endpoint for a function. @returns its address */
  readonly open: (functionId: string) => Promise<string>;
  readonly close: (functionId: string) => Promise<void>;
}

/** The platform gives every Function URL this name. platform: function-url-name */
const triggerName = 'url-trigger';
const qualifiers = ['$DEFAULT', '$LATEST'];

/** Function URLs. A function has at most one. */
export function createTriggerService(
  { storage, now }: AccountContext,
  { findFunction, domainOf, open, close }: TriggerDependencies,
) {
  const triggers = storage.collection<TriggerRecord>('triggers');

  function get(functionId: string): TriggerRecord {
    const record = triggers.get(functionId);
    if (record !== undefined) return record;
    throw new CloudError('ResourceNotFound.Trigger', 'The function has no Function URL.', 'TriggerName');
  }

  return {
    get,
    find: (functionId: string) => triggers.get(functionId),
    triggers: () => [...triggers.values()],

    /** Reopens the endpoints of the saved triggers. */
    async resume(): Promise<void> {
      for (const [functionId, record] of triggers) triggers.set(functionId, { ...record, url: await open(functionId) });
    },

    async create(
      functionId: string,
      wanted: { readonly type: string; readonly qualifier: string; readonly description: string },
    ) {
      if (wanted.type !== 'http') {
        const message = `The type ${wanted.type} is not supported; only http, a Function URL, is.`;
        throw new CloudError('InvalidParameterValue.Type', message, 'Type');
      }
      if (findFunction(functionId) === undefined) {
        throw new CloudError('ResourceNotFound.Function', 'The function does not exist.', 'FunctionName');
      }
      if (triggers.has(functionId)) {
        throw new CloudError('ResourceInUse.Trigger', 'The function already has a Function URL.', 'TriggerName');
      }
      checkQualifier(wanted.qualifier);
      const description = readDescription(wanted.description);
      const time = cloudTime(now());
      const record: TriggerRecord = {
        functionId,
        name: triggerName,
        qualifier: wanted.qualifier,
        description,
        url: await open(functionId),
        addTime: time,
        modTime: time,
        enabled: true,
      };
      triggers.set(functionId, record);
      return record;
    },

    change(
      functionId: string,
      changes: { readonly qualifier?: string; readonly description?: string; readonly enabled?: boolean },
    ) {
      const { qualifier, description, enabled } = changes;
      if (qualifier !== undefined) checkQualifier(qualifier);
      const record = {
        ...get(functionId),
        ...(qualifier !== undefined && { qualifier }),
        ...(description !== undefined && { description: readDescription(description) }),
        ...(enabled !== undefined && { enabled }),
        modTime: cloudTime(now()),
      };
      triggers.set(functionId, record);
      return record;
    },

    async delete(functionId: string): Promise<void> {
      get(functionId);
      const domain = domainOf(functionId);
      if (domain !== undefined) {
        // platform: domain-before-trigger
        const message = `The domain ${domain} uses the Function URL.`;
        throw new CloudError('FailedOperation.DeleteTrigger.UrlUsed', message, 'TriggerName');
      }
      triggers.delete(functionId);
      await close(functionId);
    },
  };
}

/** platform: function-url-description. @returns the API's `TriggerDesc`: the settings of a trigger and its address, as JSON */
export function describeTrigger({ description, url }: TriggerRecord): string {
  const { NetConfig, ...rest } = description;
  const addresses = { ExtranetUrl: NetConfig.EnableExtranet ? url : '', IntranetUrl: '' };
  return JSON.stringify({ ...rest, NetConfig: { ...NetConfig, ...addresses } });
}

function checkQualifier(qualifier: string): void {
  if (qualifiers.includes(qualifier)) return;
  const message = `The version or alias ${qualifier} is not one of ${qualifiers.join(', ')}.`;
  throw new CloudError('ResourceNotFound.Qualifier', message, 'Qualifier');
}

function readDescription(text: string): TriggerDescription {
  const read = descriptionSchema.safeParse(parse(text));
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new CloudError(
    'InvalidParameterValue.TriggerDesc',
    `The description is malformed: ${problems}.`,
    'TriggerDesc',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
