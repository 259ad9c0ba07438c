import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { environmentTags } from '../../settings/environment-tags';
import { type AccountPart, inDeletionOrder, kindOf } from '../account-parts/account-part';
import { findPartsByTagKey } from '../account-parts/parts-by-tag';
import { deletions } from './deletions';
import { accountsOfOthers } from './foreign-accounts';
import { listNetworkContents } from './network-contents';
import { settleWatching } from './watching-policies';

/** Something that a sweep does not delete, and why. */
export interface KeptPart {
  readonly part: AccountPart;
  /** Completes a sentence that begins with the part. */
  readonly reason: string;
}

/** To whom the parts belong that were found for an environment. */
export interface Belonging {
  /** What is the environment's for certain, in an order in which it can be deleted. */
  readonly own: readonly AccountPart[];
  /** What is another environment's for certain, and has nothing to do with this one but its name. */
  readonly ofOthers: readonly KeptPart[];
  /** What has to be settled by a person before anything is deleted. */
  readonly unsettled: readonly KeptPart[];
}

/**
 * Tells which parts belong to an environment. A part does if its tags say so, or if it has no tags, the name of a part, and is inside a
 * VPC that has the environment's tags: an interrupted creation leaves such parts; or if it is an alarm policy on its parts. A name alone
 * proves nothing.
 *
 * @throws {Error} if the API refuses a call
 */
export async function settleBelonging(
  config: ClientConfig,
  environment: string,
  found: readonly AccountPart[],
): Promise<Belonging> {
  const parts = await settleWatching(config, found);
  const byTags = parts.filter(({ hasOnlyName }) => !hasOnlyName);
  const networks = byTags.filter(({ type }) => type === 'tencentcloud_vpc');
  const contents = await Promise.all(
    networks.map(async (vpc) =>
      (await listNetworkContents(inRegionOf(config, vpc), vpc.id)).map((part) => ({ part, vpc })),
    ),
  );
  const inside = contents.flat();
  const isKnownByTags = (part: AccountPart) => byTags.some((one) => isSame(one, part));
  const areTagsNeeded = byTags.length < parts.length || !inside.every(({ part }) => isKnownByTags(part));
  const tagged = areTagsNeeded ? await findPartsByTagKey(config, 'application') : [];
  /** Whose something is by its tags. @returns `undefined` if it has no such tags */
  const ownerOf = (part: AccountPart): string | undefined => {
    const tags = tagged.find((one) => isSame(one.part, part))?.tags;
    if (tags === undefined) return undefined;
    const { application = '', environment: name = '' } = tags;
    return application === environmentTags(environment).application
      ? `the environment ${name}`
      : `the application ${application}`;
  };

  const unsettled: KeptPart[] = [];
  const ofOthers: KeptPart[] = [];
  const own: AccountPart[] = [];
  for (const part of parts) {
    const owner = ownerOf(part);
    const isInside = inside.some((one) => isSame(one.part, part));
    if (deletions[part.type] === undefined) {
      unsettled.push({ part, reason: 'is of a type that this command cannot delete' });
    } else if (!part.hasOnlyName || (isInside && owner === undefined)) own.push(part);
    // Told with the strangers below.
    else if (isInside) continue;
    else if (owner !== undefined) ofOthers.push({ part, reason: `belongs to ${owner} by its tags` });
    else
      unsettled.push({ part, reason: `has the name of a part, but no tags, and is not in a VPC of this environment` });
  }
  for (const { part, vpc } of inside) {
    if (own.some((one) => isSame(one, part))) continue;
    const owner = ownerOf(part);
    const whose = owner === undefined ? 'has no tags of this environment' : `belongs to ${owner}`;
    unsettled.push({ part, reason: `is in the ${kindOf(vpc.type)} ${vpc.id} of this environment, but ${whose}` });
  }
  const accounts = byTags
    .filter((part) => part.type === 'tencentcloud_redis_instance' && part.isInRecycleBin !== true)
    .map((instance) => accountsOfOthers(inRegionOf(config, instance), instance, environment));
  unsettled.push(...(await Promise.all(accounts)).flat());
  return { own: inDeletionOrder(own), ofOthers, unsettled };
}

/** How to call the API in the region of a part. */
export function inRegionOf(config: ClientConfig, { region }: AccountPart): ClientConfig {
  return region === undefined ? config : { ...config, region };
}

/** Whether two finds are the same part. A function has two IDs. */
function isSame(one: AccountPart, other: AccountPart): boolean {
  return (
    one.type === other.type &&
    (one.id === other.id || (one.functionId !== undefined && one.functionId === other.functionId))
  );
}
