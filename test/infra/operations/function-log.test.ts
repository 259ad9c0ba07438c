import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFunctionLog } from '../../../infra/operations/function-log';
import { type LocalCloud, startLocalCloud } from '../../../local-cloud/local-cloud';
import { newFunction } from '../../local-cloud/trial-account';
import { environment } from '../../support/synthesize';

describe('The log of a function', () => {
  let cloud: LocalCloud;
  let topicId: string;

  beforeEach(async () => {
    cloud = await startLocalCloud({ transitionMs: 0 });
    const { cls, scf } = cloud.account;
    const { logsetId } = cls.createLogset('a', {});
    ({ topicId } = cls.createTopic({ logsetId, name: 'a', period: 1, settings: {}, tags: {} }));
    cls.setIndex(topicId, {});
    scf.create(newFunction({ name: environment('demo').function.name, logsetId, topicId }));
  });
  afterEach(() => cloud.stop());

  const read = (maxLines: number) =>
    readFunctionLog({ settings: environment('demo'), minutes: 5, maxLines, env: cloud.env });
  const write = (text: string) => cloud.account.cls.write(topicId, { text });

  it('is read as far back as it takes, if most lines are the platform’s', async () => {
    for (const event of ['a', 'b', 'c']) {
      write(`{"event":"${event}"}`);
      for (let line = 0; line < 1100; line += 1) write('Report RequestId:1 Duration:1ms');
    }
    expect(await read(2)).toEqual(['{"event":"b"}', '{"event":"c"}']);
    expect(await read(100)).toEqual(['{"event":"a"}', '{"event":"b"}', '{"event":"c"}']);
  });

  it('has at most the wanted number of lines', async () => {
    for (let line = 0; line < 700; line += 1) write(`{"event":"${line}"}`);
    const lines = await read(600);
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([600, '{"event":"100"}', '{"event":"699"}']);
  });
});
