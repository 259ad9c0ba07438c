import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/v20180813/tag_client';
import type { TagFilter } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/v20180813/tag_models';
import type { Tags } from '../../settings/environment-tags';
import type { AccountPart } from './account-part';

/** The types of taggable resources, by service and prefix in their six-part names. platform: tag-get-resources, tag-resource-names */
const taggedTypes: Readonly<Record<string, string>> = {
  'vpc:vpc': 'tencentcloud_vpc',
  'vpc:subnet': 'tencentcloud_subnet',
  'cvm:sg': 'tencentcloud_security_group',
  'redis:instance': 'tencentcloud_redis_instance',
  'scf:lam': 'tencentcloud_scf_function',
  'scf:namespace/default/function': 'tencentcloud_scf_function',
  'apigw:service': 'tencentcloud_api_gateway_service',
  'cam:role': 'tencentcloud_cam_role',
  'cam:policy': 'tencentcloud_cam_policy',
  'cls:logset': 'tencentcloud_cls_logset',
  'cls:topic': 'tencentcloud_cls_topic',
  'cls:alarm': 'tencentcloud_cls_alarm',
  'cls:alarmNotice': 'tencentcloud_cls_alarm_notice',
};

/** A part with its tags. */
export interface TaggedPart {
  readonly part: AccountPart;
  readonly tags: Tags;
}

/** Finds the resources of all regions that have all of the tags. @throws if the API refuses a request */
export async function findPartsByTag(config: ClientConfig, tags: Tags): Promise<AccountPart[]> {
  const filters = Object.entries(tags).map(([TagKey, value]) => ({ TagKey, TagValue: [value] }));
  return (await findTagged(config, filters)).map(({ part }) => part);
}

/** Finds the resources of all regions that have a tag with this key, whatever its value is. platform: tags-by-key. @throws if the API refuses a request */
export async function findPartsByTagKey(config: ClientConfig, key: string): Promise<TaggedPart[]> {
  return findTagged(config, [{ TagKey: key }]);
}

async function findTagged(config: ClientConfig, filters: TagFilter[]): Promise<TaggedPart[]> {
  const client = new Client(config);
  const found: TaggedPart[] = [];
  let next = '';
  do {
    const reply = await client.GetResources({ TagFilters: filters, MaxResults: 200, PaginationToken: next });
    for (const { Resource = '', Tags: tags = [] } of reply.ResourceTagMappingList ?? []) {
      const pairs = tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]);
      found.push({ part: parseResourceName(Resource), tags: Object.fromEntries(pairs) });
    }
    next = reply.PaginationToken ?? '';
  } while (next !== '');
  return found;
}

/** Parses a six-part name such as `qcs::vpc:ap-guangzhou:uin/100012345678:subnet/subnet-1a2b3c4d`. */
function parseResourceName(text: string): AccountPart {
  const [, service, region, prefix, last = ''] = /^qcs::(\w+):([\w-]*):[^:]*:(.+)\/([^/]+)$/.exec(text) ?? [];
  const type = taggedTypes[`${service}:${prefix}`];
  if (type === undefined) return { type: 'resource', id: text };
  const place = region ? { region } : {};
  if (prefix === 'lam') return { type, id: last, functionId: last, ...place };
  return { type, id: type === 'tencentcloud_scf_function' ? `default+${last}` : last, ...place };
}
