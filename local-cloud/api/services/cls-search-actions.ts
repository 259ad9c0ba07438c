import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';
import { z } from 'zod';
import { CloudError } from '../../account/cloud-error';
import type { ClsService } from '../../account/cls';
import { parseCondition } from '../../account/cls-condition';
import { fieldsOf, type LogLine } from '../../account/cls-lines';
import { type Action, action } from '../action';

/** Limit of the lines that one call returns. platform: cls-search */
const maxLines = 1000;

/** The context of the next page: the number of lines that earlier pages have returned, and of all lines. */
const contextPattern = /^(\d+)\/(\d+)$/;

/** Search in a topic, by conditions without an analysis. platform: cls-index-needed */
export function searchActions(cls: ClsService): Readonly<Record<string, Action>> {
  return {
    SearchLog: action<Models.SearchLogRequest, Models.SearchLogResponse>({
      parameters: {
        TopicId: z.string(),
        From: z.int(),
        To: z.int(),
        QueryString: z.string().optional(),
        Limit: z.int().min(1).max(maxLines).optional(),
        Sort: z.enum(['asc', 'desc']).optional(),
        Context: z.string().regex(contextPattern).optional(),
      },
      ignored: ['QuerySyntax', 'UseNewAnalysis'],
      answer: ({ TopicId = '', From, To, QueryString = '', Limit = 100, Sort = 'desc', Context = '' }) => {
        const { topicId, name } = cls.topic(TopicId);
        if (cls.findIndex(topicId) === undefined) {
          throw new CloudError('ResourceNotFound.IndexNotExist', `The topic ${topicId} has no index.`, 'TopicId');
        }
        if (QueryString.includes('|')) {
          const message = `The analysis in ${QueryString} is not supported; search conditions are.`;
          throw new CloudError('FailedOperation.SyntaxError', message, 'QueryString');
        }
        if (From >= To) throw new CloudError('InvalidParameter', 'From is not before To.', 'From');
        const found = cls.search(topicId, parseCondition(QueryString), From, To);
        // Lines that were written after the first page do not move the later pages.
        const [, start = 0, count = found.length] = contextPattern.exec(Context)?.map(Number) ?? [];
        const counted = found.slice(0, count);
        const sorted = Sort === 'desc' ? counted.toReversed() : counted;
        const end = start + Limit;
        const Results = sorted.slice(start, end).map((line) => lineModel(topicId, name, line));
        const ListOver = sorted.length <= end;
        return { Context: ListOver ? '' : `${end}/${count}`, ListOver, Analysis: false, Results };
      },
    }),
  };
}

/**
 * The platform splits a line that is a JSON object into fields, and puts any other line into one field.
 * platform: cls-fields-from-json
 */
function lineModel(topicId: string, topicName: string, line: LogLine): Models.LogInfo {
  return {
    Time: line.time,
    TopicId: topicId,
    TopicName: topicName,
    Source: '127.0.0.1',
    LogJson: JSON.stringify(fieldsOf(line)),
  };
}
