import { ClsIndex } from '@cdktf/provider-tencentcloud/lib/cls-index';
import { ClsLogset } from '@cdktf/provider-tencentcloud/lib/cls-logset';
import { ClsTopic } from '@cdktf/provider-tencentcloud/lib/cls-topic';
import { Construct } from 'constructs';

export interface LogTopicProps {
  /** Name of logset and topic. */
  readonly name: string;
  /** Days that lines are kept. */
  readonly retentionDays: number;
}

/** What parts a text into words that can be searched for. */
const tokenizer = '@&?|#()=\'",;:<>[]{}/ \n\t\r\\';

/** Fields of the function's lines, and of those that the platform writes about each invocation. */
const textFields = ['event', 'result', 'reason', 'phone', 'requestId', 'field', 'rule', 'SCF_RequestId', 'SCF_Message'];
const numberFields = { durationMs: 'double', SCF_StatusCode: 'long', SCF_Duration: 'long', SCF_MemUsage: 'double' };

/** The function's log in CLS. The platform makes fields of its JSON lines, which the index makes searchable. */
export class LogTopic extends Construct {
  readonly logsetId: string;
  readonly topicId: string;

  constructor(scope: Construct, id: string, { name, retentionDays }: LogTopicProps) {
    super(scope, id);
    const logset = new ClsLogset(this, 'logset', { logsetName: name });
    const topic = new ClsTopic(this, 'topic', { logsetId: logset.id, topicName: name, period: retentionDays });
    new ClsIndex(this, 'index', {
      topicId: topic.id,
      status: true,
      rule: {
        fullText: { caseSensitive: false, containZH: true, tokenizer },
        keyValue: {
          caseSensitive: true,
          keyValues: [
            ...textFields.map((key) => ({ key, value: { type: 'text', sqlFlag: true, containZH: true, tokenizer } })),
            ...Object.entries(numberFields).map(([key, type]) => ({ key, value: { type, sqlFlag: true } })),
          ],
        },
      },
    });
    this.logsetId = logset.id;
    this.topicId = topic.id;
  }
}
