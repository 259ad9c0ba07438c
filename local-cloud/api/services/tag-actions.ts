import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/v20180813/tag_models';
import { z } from 'zod';
import type { TaggingService } from '../../account/tagging';
import { type ApiService, action } from '../action';
import { pageOf } from '../page';

const text = z.string();

/** Tags of the resources of all services. */
export function tagApi(tagging: TaggingService): ApiService {
  return {
    version: '2018-08-13',
    actions: {
      CreateTag: action<Models.CreateTagRequest, Models.CreateTagResponse>({
        parameters: { TagKey: text.min(1).max(127), TagValue: text.min(1).max(255) },
        answer: ({ TagKey, TagValue }) => {
          tagging.createTag({ key: TagKey, value: TagValue });
          return {};
        },
      }),

      DeleteTag: action<Models.DeleteTagRequest, Models.DeleteTagResponse>({
        parameters: { TagKey: text, TagValue: text },
        answer: ({ TagKey, TagValue }) => {
          tagging.deleteTag({ key: TagKey, value: TagValue });
          return {};
        },
      }),

      DescribeTags: action<Models.DescribeTagsRequest, Models.DescribeTagsResponse>({
        parameters: {
          TagKey: text.optional(),
          TagValue: text.optional(),
          Offset: z.int().optional(),
          Limit: z.int().optional(),
        },
        answer: ({ TagKey, TagValue, ...page }) => {
          const tags = tagging
            .tags()
            .filter(({ key, value }) => key === (TagKey ?? key) && value === (TagValue ?? value));
          return {
            TotalCount: tags.length,
            Offset: page.Offset ?? 0,
            Limit: page.Limit ?? 15,
            Tags: pageOf(tags, { Limit: 15, ...page }).map(({ key, value, isAttached }) => ({
              TagKey: key,
              TagValue: value,
              CanDelete: isAttached ? 0 : 1,
              Category: 'Custom',
            })),
          };
        },
      }),

      ModifyResourceTags: action<Models.ModifyResourceTagsRequest, Models.ModifyResourceTagsResponse>({
        parameters: {
          Resource: text,
          ReplaceTags: z.array(z.object({ TagKey: text, TagValue: text })).optional(),
          DeleteTags: z.array(z.object({ TagKey: text })).optional(),
        },
        answer: ({ Resource, ReplaceTags = [], DeleteTags = [] }) => {
          const set = Object.fromEntries(ReplaceTags.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
          tagging.modify(
            Resource,
            set,
            DeleteTags.map(({ TagKey }) => TagKey),
          );
          return {};
        },
      }),

      GetResources: action<Models.GetResourcesRequest, Models.GetResourcesResponse>({
        parameters: {
          TagFilters: z.array(z.strictObject({ TagKey: text, TagValue: z.array(text).exactOptional() })).optional(),
          MaxResults: z.int().min(1).max(200).optional(),
          PaginationToken: text.optional(),
        },
        answer: ({ TagFilters = [], MaxResults = 50, PaginationToken }, { region }) => {
          const found = tagging.tagged().filter(({ tags }) =>
            TagFilters.every(({ TagKey = '', TagValue }) => {
              const value = tags[TagKey];
              return value !== undefined && (TagValue?.includes(value) ?? true);
            }),
          );
          const start = Number(PaginationToken || 0);
          const end = start + MaxResults;
          return {
            PaginationToken: end < found.length ? String(end) : '',
            ResourceTagMappingList: found.slice(start, end).map(({ service, prefix, id, tags }) => ({
              // CAM belongs to no region.
              Resource: `qcs::${service}:${service === 'cam' ? '' : region}:uin/0:${prefix}/${id}`,
              Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue, Category: 'Custom' })),
            })),
          };
        },
      }),

      DescribeResourceTagsByResourceIds: action<
        Models.DescribeResourceTagsByResourceIdsRequest,
        Models.DescribeResourceTagsByResourceIdsResponse
      >({
        parameters: {
          ServiceType: text,
          ResourcePrefix: text,
          ResourceIds: z.array(text),
          ResourceRegion: text,
          Offset: z.int().optional(),
          Limit: z.int().optional(),
        },
        ignored: ['Category'],
        answer: ({ ServiceType, ResourcePrefix, ResourceIds, ...page }) => {
          const tags = ResourceIds.flatMap((ResourceId) =>
            Object.entries(tagging.find(ServiceType, ResourcePrefix, ResourceId) ?? {}).map(([TagKey, TagValue]) => ({
              TagKey,
              TagValue,
              ResourceId,
              TagKeyMd5: '',
              TagValueMd5: '',
              ServiceType,
              Category: 'Custom',
            })),
          );
          return { TotalCount: tags.length, Offset: 0, Limit: 20, Tags: pageOf(tags, page) };
        },
      }),
    },
  };
}
