import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../infra/project-root';
import { startTrialService } from '../trial-service';

const phone = '8618566246600';

describe('A client that does not know the code', () => {
  it('has as many guesses per day as the documents say', async () => {
    const service = startTrialService();
    let guesses = 0;
    // For 24 hours, requests a code whenever the limits allow it, and guesses until no attempts are left.
    for (let second = 0; second < 86_400; second += 30) {
      service.now += 30_000;
      await service.get({ method: 'getSms', phone });
      for (;;) {
        const code = service.messages.at(-1)?.code === '000000' ? '000001' : '000000';
        const { body } = await service.get({ method: 'login', phone, code });
        if (body.codeStr !== 'CodeIsError') break;
        guesses++;
        if (body.attemptsLeft === 0) break;
      }
    }
    // 10:00 to 10:00 covers two calendar days, and so twice the daily limit.
    expect(guesses).toBe(2 * 30);
    const read = (file: string) => readFile(join(projectRoot, file), 'utf8');
    expect(await read('docs/security.md')).toContain('30 guesses per number and calendar day, a chance of 0.003 %');
    // As many again without handles.
    expect((await read('README.md')).replace(/\s+/g, ' ')).toContain(
      'at most 60 guesses in a calendar day, a chance of 0.006 %',
    );
  });

  it('cannot tell from a reply whether a number was seen before', async () => {
    const service = startTrialService();
    await service.get({ method: 'getSms', phone });
    await service.get({ method: 'login', phone, code: service.messages[0]?.code });
    service.now += 5 * 60_000;
    const stranger = '8618566246601';
    const login = { method: 'login', code: '123456' };
    expect(await service.get({ ...login, phone })).toEqual(await service.get({ ...login, phone: stranger }));
    const handle = expect.stringMatching(/^[\w-]{16}$/);
    const seen = await service.get({ method: 'getSms', phone });
    const unseen = await service.get({ method: 'getSms', phone: stranger });
    expect(seen).toEqual({ ...unseen, body: { ...unseen.body, handle } });
  });
});
