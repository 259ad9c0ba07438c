import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';
import { z } from 'zod';
import { CloudError } from '../../account/cloud-error';
import type { ClsService } from '../../account/cls';
import type { LogLine } from '../../account/cls-lines';
import { type Action, action } from '../action';

/** Limit of the lines that one call returns. */
const maxLines = 1000;

/** Search in a topic. The only supported query matches all lines. */
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
      },
      ignored: ['QuerySyntax', 'UseNewAnalysis'],
      answer: ({ TopicId = '', From, To, QueryString = '', Limit = 100, Sort = 'desc' }) => {
        const { topicId, name } = cls.topic(TopicId);
        if (cls.findIndex(topicId) === undefined) {
          throw new CloudError('ResourceNotFound.IndexNotExist', `The topic ${topicId} has no index.`, 'TopicId');
        }
        if (!['', '*'].includes(QueryString)) {
          const message = `The query ${QueryString} is not supported; only * is, which matches all lines.`;
          throw new CloudError('FailedOperation.SyntaxError', message, 'QueryString');
        }
        if (From >= To) throw new CloudError('InvalidParameter', 'From is not before To.', 'From');
        const found = cls.lines(topicId).filter(({ time }) => time >= From && time < To);
        const sorted = Sort === 'desc' ? found.toReversed() : found;
        const Results = sorted.slice(0, Limit).map((line) => lineModel(topicId, name, line));
        return { Context: '', ListOver: sorted.length <= Limit, Analysis: false, Results };
      },
    }),
  };
}

/** The platform splits a line that is a JSON object into fields, and puts any other line into one field. */
function lineModel(topicId: string, topicName: string, { time, text }: LogLine): Models.LogInfo {
  return {
    Time: time,
    TopicId: topicId,
    TopicName: topicName,
    Source: '127.0.0.1',
    LogJson: JSON.stringify(readFields(text) ?? { SCF_Message: text }),
  };
}

function readFields(text: string): object | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}
