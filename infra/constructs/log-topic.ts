import { ClsIndex } from '@cdktf/provider-tencentcloud/lib/cls-index';
import { ClsLogset } from '@cdktf/provider-tencentcloud/lib/cls-logset';
import { ClsTopic } from '@cdktf/provider-tencentcloud/lib/cls-topic';
import { Construct } from 'constructs';

export interface LogTopicProps {
  /** Name of the logset and of the topic. */
  readonly name: string;
  /** Days for which CLS stores the lines. */
  readonly retentionDays: number;
}

/** Characters at which the index splits text into words. */
const tokenizer = '@&?|#()=\'",;:<>[]{}/ \n\t\r\\';

/** Indexed fields of the function's own lines, and of the lines that the platform adds for each invocation. */
const textFields = [
  'event',
  'result',
  'reason',
  'phone',
  'address',
  'requestId',
  'field',
  'rule',
  'SCF_RequestId',
  'SCF_Message',
];
const numberFields = { durationMs: 'double', SCF_StatusCode: 'long', SCF_Duration: 'long', SCF_MemUsage: 'double' };

/** The function's log in CLS. The platform turns the JSON lines into fields, and the index makes them searchable. */
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
