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

type FieldType = 'text' | 'long' | 'double';

/** Fields of the function's own lines. */
const functionFields: Readonly<Record<string, FieldType>> = {
  event: 'text',
  result: 'text',
  reason: 'text',
  phone: 'text',
  country: 'text',
  numberId: 'text',
  test: 'text',
  address: 'text',
  requestId: 'text',
  field: 'text',
  rule: 'text',
  durationMs: 'double',
};

/** Fields that the platform adds to every line, its own ones too. The vendor's queries need all of them. platform: scf-log-fields */
const platformFields: Readonly<Record<string, FieldType>> = {
  SCF_FunctionName: 'text',
  SCF_Namespace: 'text',
  SCF_StartTime: 'long',
  SCF_LogTime: 'long',
  SCF_RequestId: 'text',
  SCF_Duration: 'long',
  SCF_Alias: 'text',
  SCF_Qualifier: 'text',
  SCF_MemUsage: 'double',
  SCF_Level: 'text',
  SCF_Message: 'text',
  SCF_Type: 'text',
  SCF_StatusCode: 'long',
  SCF_RetryNum: 'long',
};

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
          // platform: cls-index-needed
          keyValues: Object.entries({ ...functionFields, ...platformFields }).map(([key, type]) => ({
            key,
            value: { type, sqlFlag: true, ...(type === 'text' && { containZH: true, tokenizer }) },
          })),
        },
      },
    });
    this.logsetId = logset.id;
    this.topicId = topic.id;
  }
}
