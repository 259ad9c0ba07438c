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

/** Search in a topic, by conditions, and the analysis that counts lines. platform: cls-index-needed, alarm-query-analysis, cls-sql-92 */
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
        UseNewAnalysis: z.boolean().optional(),
      },
      ignored: ['QuerySyntax'],
      answer: ({
        TopicId = '',
        From,
        To,
        QueryString = '',
        Limit = 100,
        Sort = 'desc',
        Context = '',
        UseNewAnalysis,
      }) => {
        const { topicId, name } = cls.topic(TopicId);
        if (cls.findIndex(topicId) === undefined) {
          throw new CloudError('ResourceNotFound.IndexNotExist', `The topic ${topicId} has no index.`, 'TopicId');
        }
        const [condition = '', ...analysis] = QueryString.split('|');
        if (From >= To) throw new CloudError('InvalidParameter', 'From is not before To.', 'From');
        if (analysis.length > 0) {
          const record = cls.analyse(topicId, QueryString, From, To);
          if (!UseNewAnalysis) {
            const message = 'The local cloud analyses only with `UseNewAnalysis`.';
            throw new CloudError('InvalidParameter', message, 'UseNewAnalysis');
          }
          return {
            Context: '',
            ListOver: true,
            Analysis: true,
            AnalysisRecords: [JSON.stringify(record)],
          };
        }
        const found = cls.search(topicId, parseCondition(condition.trim()), From, To);
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
