import { z } from 'zod';
import { CloudError } from './cloud-error';

/** An address that an alarm notice calls. */
export type WebCallback = z.infer<typeof callbacksSchema>[number];

/** platform: alarm-webhooks */
const callbacksSchema = z.array(
  z
    .looseObject({
      CallbackType: z.enum(['Http', 'WeCom', 'DingTalk', 'Lark'], 'it is Http, WeCom, DingTalk or Lark'),
      Url: z
        .url({ protocol: /^https?$/, error: 'it is an address that begins with https:// or http://' })
        .max(1024, 'it has at most 1024 bytes'),
      Method: z.enum(['POST', 'PUT'], 'it is POST or PUT').optional(),
    })
    .refine(({ CallbackType, Method }) => CallbackType !== 'Http' || Method !== undefined, {
      path: ['Method'],
      error: 'it is required for Http',
    }),
);

/**
 * Reads the addresses of an alarm notice, and refuses those that the service could not call. The refusal does not contain the address.
 *
 * @param callbacks the API's `WebCallbacks`
 */
export function readWebCallbacks(callbacks: unknown): readonly WebCallback[] {
  const read = callbacksSchema.safeParse(callbacks ?? []);
  if (read.success) return read.data;
  const { path = [], message = '' } = read.error.issues[0] ?? {};
  throw new CloudError(
    'InvalidParameter',
    `The parameter WebCallbacks.${path.join('.')} is wrong: ${message}.`,
    'WebCallbacks',
  );
}
