import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { environmentTags } from '../../settings/environment-tags';
import { searchConfig } from '../account-client';
import { describeError } from '../command-line';
import { type AccountPart, inDeletionOrder, kindOf } from './account-part';
import { namedTypes } from './named-types';
import { findPartsByTag } from './parts-by-tag';

/** Whose parts to look for. */
export interface PartsQuery {
  /** Name of the environment, which its tags have. */
  readonly environment: string;
  readonly region: string;
  /** The resources of the environment's stack, whose names to look for. */
  readonly resources: readonly { readonly type: string; readonly attributes: Readonly<Record<string, unknown>> }[];
  /** Process environment with the account's credentials. */
  readonly env: NodeJS.ProcessEnv;
}

/** What a look-up found. */
export interface FoundParts {
  /** In an order in which they can be deleted. */
  readonly parts: readonly AccountPart[];
  /** What could not be searched and why, in a line. @default - everything was searched */
  readonly failure: string | undefined;
}

/**
 * Looks for an environment's parts in the account, by tags and by names: a Redis instance has no tags if its creation was
 * interrupted, and what has been renamed has its tags. It never throws, so that a missing right does not stop a deployment.
 *
 * platform: redis-creation-goes-on, redis-tags-after-creation
 */
export async function findAccountParts({ environment, region, resources, env }: PartsQuery): Promise<FoundParts> {
  let config: ClientConfig;
  try {
    config = searchConfig(env, region);
  } catch (error) {
    return { parts: [], failure: `the account: ${(error as Error).message.replaceAll(/\s*\n/g, ' ')}` };
  }
  const searches = [
    search('tags', () => findPartsByTag(config, tagsOf(environment))),
    ...resources.flatMap(({ type, attributes }) => {
      const named = namedTypes[type];
      const name = attributes[named?.attribute ?? ''];
      if (named === undefined || typeof name !== 'string') return [];
      return [
        search(`each ${kindOf(type)}`, async () =>
          (await named.list(config, name)).flatMap(([id, found, more]) =>
            found === name && id !== undefined ? [{ type, id: String(id), name, ...more }] : [],
          ),
        ),
      ];
    }),
  ];
  const [tagged, ...byName] = await Promise.all(searches);
  const withTags = tagged?.parts ?? [];
  const withName = byName.flatMap(({ parts }) => parts);
  const isIn = (parts: readonly AccountPart[], part: AccountPart) =>
    parts.some(({ id, functionId }) => id === part.id || (functionId !== undefined && functionId === part.functionId));
  // If the search by tags has failed, it is not known either.
  const named = withName.map((part) =>
    isIn(withTags, part) || namedTypes[part.type]?.isOfProject ? part : { ...part, hasOnlyName: true },
  );
  const others = withTags
    .filter((part) => !isIn(named, part))
    .map(({ region: found, ...part }) => (found === undefined || found === region ? part : { ...part, region: found }));
  return {
    parts: inDeletionOrder([...named, ...others]),
    failure: describeFailures([...(tagged ? [tagged] : []), ...byName]),
  };
}

function tagsOf(environment: string) {
  const { application = '', environment: name = '' } = environmentTags(environment);
  return { application, environment: name };
}

interface Search {
  readonly target: string;
  readonly parts: readonly AccountPart[];
  readonly reason?: string;
}

async function search(target: string, find: () => Promise<readonly AccountPart[]>): Promise<Search> {
  try {
    return { target, parts: await find() };
  } catch (error) {
    return { target, parts: [], reason: describeError(error).replaceAll(/\s*\n/g, ' ') };
  }
}

/** Names what failed, and the reason once if it is always the same one. */
function describeFailures(searches: readonly Search[]): string | undefined {
  const failed = searches.filter(({ reason }) => reason !== undefined);
  if (failed.length === 0) return undefined;
  const reasons = new Set(failed.map(({ reason }) => reason?.replace(/\.$/, '')));
  return `${[...new Set(failed.map(({ target }) => target))].join(', ')}: ${[...reasons].join('; ')}`;
}
