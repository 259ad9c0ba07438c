import { describe, expect, it } from 'vitest';
import { environment, resourceOf, synthesize } from '../../support/synthesize';

describe('The index of the log topic', () => {
  const stack = synthesize(environment('dev', { monitoring: { retentionDays: 14 } }));
  const { rule } = resourceOf(stack, 'tencentcloud_cls_index') as {
    rule: {
      key_value: { key_values: { key: string; value: { type: string; sql_flag: boolean; tokenizer?: string } }[] };
    };
  };
  const fields = rule.key_value.key_values;
  const types = Object.fromEntries(fields.map(({ key, value }) => [key, value.type]));

  it('has the fields of the function’s lines', () => {
    expect(types).toMatchObject({ event: 'text', result: 'text', requestId: 'text', durationMs: 'double' });
    expect(types).toMatchObject({ phone: 'text', country: 'text', numberId: 'text' });
  });

  it('has all fields that the platform adds, with the types of the vendor’s document', () => {
    const ofPlatform = Object.entries(types).filter(([key]) => key.startsWith('SCF_'));
    expect(Object.fromEntries(ofPlatform)).toEqual({
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
    });
  });

  it('splits text into words, and can be analysed', () => {
    for (const { key, value } of fields) {
      expect(value.sql_flag, key).toBe(true);
      expect(value.tokenizer !== undefined, key).toBe(value.type === 'text');
    }
  });
});
