import fc from 'fast-check';
import { type Game, instanceCount } from './game';
import { messagesTo } from './ledger';
import { client, move, phone, weighted, wrongCode } from './move';
import { clientOfSite, phoneElsewhere, phoneOfRange } from './parties';
import type { FinalReply } from './request-context';

export const guess = move(
  'guess',
  fc.record({ phone, times: fc.integer({ min: 2, max: 12 }), client, withHandle: weighted([3, false], [1, true]) }),
  async (game, { phone: to, times, client: from, withHandle }) => {
    const handle = withHandle ? messagesTo(game.ledger, to).at(-1)?.handle : undefined;
    for (let index = 0; index < times; index++) {
      const code = wrongCode(game, to, index * 100);
      await game.login(
        { requestId: game.nextId(), phone: to, code, handle, client: from },
        { instance: 0, faults: [] },
      );
    }
  },
);

/** Strangers who let messages be sent to many numbers. */
export const burst = move(
  'burst',
  fc.record({
    count: fc.integer({ min: 2, max: 30 }),
    to: fc.constantFrom('range' as const, 'everywhere' as const),
    first: fc.nat(40),
    from: fc.oneof(client, fc.constant('a site' as const)),
    reply: weighted<FinalReply>([6, 'sent'], [1, 'refused'], [1, 'unanswered']),
  }),
  async (game, { count, to, first, from, reply }) => {
    for (let index = first; index < first + count; index++) {
      const number = to === 'range' ? phoneOfRange(index) : phoneElsewhere(index);
      const sender = from === 'a site' ? clientOfSite(index) : from;
      const request = { requestId: game.nextId(), phone: number, client: sender };
      await game.send(request, reply, { instance: index % instanceCount, faults: [] });
    }
  },
);

/** Somebody guesses as often as he may, while the SMS API refuses most messages, so that the next one may be sent at once. */
export const siege = move(
  'siege',
  fc.record({
    phone,
    rounds: fc.integer({ min: 2, max: 8 }),
    guesser: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: client }),
    reply: weighted<FinalReply>([3, 'refused'], [1, 'unreachable'], [1, 'sent']),
  }),
  async (game, { phone: to, rounds, guesser, reply }) => {
    for (let round = 0; round < rounds; round++) {
      const handling = { instance: round % instanceCount, faults: [] };
      await game.send({ requestId: game.nextId(), phone: to, client: clientOfSite(99 + round) }, 'slow', handling);
      for (let index = 0; index < game.ledger.rules.maxAttempts; index++) {
        const code = wrongCode(game, to, round * 10 + index);
        await game.login({ requestId: game.nextId(), phone: to, code, client: guesser }, handling);
      }
      await game.answer(reply);
    }
  },
);

/** So many messages to a range are not confirmed that the guard refuses further ones. */
export async function flood(game: Game): Promise<void> {
  for (let index = 0; index < 25; index++) {
    if (index === 22) await game.wait(4 * 60_000);
    const request = { requestId: game.nextId(), phone: phoneOfRange(index), client: {} };
    await game.send(request, 'sent', { instance: 0, faults: [] });
  }
}

/** Several instances get the same at once: requests for a code, or its right code, with and without its handle. */
export const race = move(
  'race',
  fc.record({ phone, client, of: fc.constantFrom('sends' as const, 'logins' as const) }),
  async (game, { phone: to, client: from, of }) => {
    const sent = messagesTo(game.ledger, to).at(-1);
    const requests = Array.from({ length: instanceCount }, () => ({
      requestId: game.nextId(),
      phone: to,
      client: from,
    }));
    if (of === 'sends') {
      await Promise.all(requests.map((one, instance) => game.send(one, 'sent', { instance, faults: [] })));
    } else if (sent !== undefined) {
      const { code, handle } = sent;
      await game.race(requests.map((one, index) => ({ ...one, code, handle: index % 2 === 0 ? handle : undefined })));
    }
  },
);
