import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { searchConfig } from '../account-client';
import { findAccountParts } from '../account-parts/find-account-parts';
import { describeError } from '../command-line';
import type { StackSession } from '../stack/stack-session';
import { type Belonging, settleBelonging } from './belonging';
import { namedWatching } from './watching-policies';

/** What the account has of an environment, whatever its state says. */
export type Inspection =
  | { readonly config: ClientConfig; readonly belonging: Belonging }
  /** What could not be searched and why, in a line. */
  | { readonly failure: string };

/** Looks for everything of an environment in the account. It changes nothing, and never throws. */
export async function inspectAccount({
  settings: { name: environment, region },
  stack,
  env,
}: Pick<StackSession, 'settings' | 'stack' | 'env'>): Promise<Inspection> {
  const isSynthesized = (type: string) => stack.resources.some((one) => one.type === type);
  const watching = namedWatching(stack.name).filter(({ type }) => !isSynthesized(type));
  const resources = [...stack.resources, ...watching];
  const { parts, failure } = await findAccountParts({ environment, region, resources, env });
  if (failure !== undefined) return { failure };
  try {
    const config = searchConfig(env, region);
    return { config, belonging: await settleBelonging(config, environment, parts) };
  } catch (error) {
    return { failure: describeError(error).replaceAll(/\s*\n/g, ' ') };
  }
}
