import fc from 'fast-check';
import type { Game, Handling } from './game';
import { instanceCount } from './game';
import type { Ledger } from './ledger';
import { messagesTo } from './ledger';
import { clientOfSite, clients, phoneElsewhere, phoneOfRange, phones } from './parties';
import type { Fault, FinalReply } from './request-context';

/** A move of a game: a command of fast-check's model-based tests, whose model is the ledger. */
export type Move = fc.AsyncCommand<Ledger, Game>;

const second = 1000;
const minute = 60 * second;

const weighted = <Value>(...values: ReadonlyArray<readonly [weight: number, value: Value]>) =>
  fc.oneof(...values.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

/** Which of several, counted from the last one: mostly the last one. */
const recent = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(4) });
const phone = weighted(...phones.map((number, index) => [[9, 3, 1][index] ?? 1, number] as const));
const client = fc.constantFrom(...clients);
const fault = weighted<Fault>([4, 'none'], [1, 'lost'], [1, 'unseen'], [1, 'late']);
const faults = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Fault[]>([]) },
  { weight: 1, arbitrary: fc.array(fault, { maxLength: 4 }) },
);
const handling: fc.Arbitrary<Handling> = fc.record({ instance: fc.nat(instanceCount - 1), faults });
const finalReply = weighted<FinalReply>(
  [5, 'sent'],
  [2, 'refused'],
  [1, 'unreachable'],
  [2, 'unanswered'],
  [1, 'throws'],
);
const smsReply = fc.oneof(
  { weight: 5, arbitrary: fc.constant<FinalReply>('sent') },
  { weight: 4, arbitrary: finalReply },
  { weight: 2, arbitrary: fc.constant('slow' as const) },
);

/** Creates moves from their fields and a function that plays them. */
function move<Fields>(
  name: string,
  fields: fc.Arbitrary<Fields>,
  play: (game: Game, fields: Fields) => Promise<unknown>,
) {
  return fields.map(
    (values): Move => ({
      check: () => true,
      run: async (_, game) => void (await play(game, values)),
      toString: () => `${name} ${JSON.stringify(values)}`,
    }),
  );
}

const send = move('send', fc.record({ phone, client, reply: smsReply, handling }), (game, fields) =>
  game.send({ requestId: game.nextId(), phone: fields.phone, client: fields.client }, fields.reply, fields.handling),
);

const answer = move('the SMS API answers', finalReply, (game, reply) => game.answer(reply));

/** A code that no message to the number had. */
function wrongCode(game: Game, to: string, from = 0): string {
  const sent = new Set(messagesTo(game.ledger, to).map(({ code }) => code));
  for (let number = from; ; number++) {
    const code = String(number).padStart(6, '0');
    if (!sent.has(code)) return code;
  }
}

const login = move(
  'login',
  fc.record({
    phone,
    message: recent,
    code: weighted<'its' | 'wrong' | 'one of another message' | 'one of another number'>(
      [6, 'its'],
      [3, 'wrong'],
      [1, 'one of another message'],
      [1, 'one of another number'],
    ),
    handle: weighted<'its' | 'none' | 'one of another message' | 'one of another number' | 'made up'>(
      [6, 'its'],
      [5, 'none'],
      [1, 'one of another message'],
      [1, 'one of another number'],
      [1, 'made up'],
    ),
    other: recent,
    client,
    handling,
  }),
  async (game, fields) => {
    const own = messagesTo(game.ledger, fields.phone);
    const foreign = game.ledger.messages.filter((one) => one.phone !== fields.phone);
    const chosen = {
      its: own.at(-1 - fields.message),
      'one of another message': own.at(-1 - fields.other),
      'one of another number': foreign.at(-1 - fields.other),
    };
    const none = { code: wrongCode(game, fields.phone), handle: 'made-up-handle-0' };
    const code = (fields.code === 'wrong' ? none : (chosen[fields.code] ?? none)).code;
    const { handle } = fields.handle === 'none' || fields.handle === 'made up' ? none : (chosen[fields.handle] ?? none);
    const request = { requestId: game.nextId(), phone: fields.phone, code, client: fields.client };
    await game.login({ ...request, handle: fields.handle === 'none' ? undefined : handle }, fields.handling);
  },
);

const guess = move(
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

const repeat = move(
  'repeat',
  fc.record({ request: fc.oneof(recent, fc.nat(30)), reply: smsReply, handling }),
  async (game, fields) => {
    const earlier = game.requests.at(-1 - fields.request);
    if (earlier === undefined) return;
    if ('send' in earlier) await game.send(earlier.send, fields.reply, fields.handling);
    else await game.login(earlier.login, fields.handling);
  },
);

/** A client asks for a code and logs in with it, perhaps at the second attempt. */
const visit = move(
  'visit',
  fc.record({ phone, client, handling, withHandle: weighted([2, true], [1, false]), typos: weighted([2, 0], [1, 1]) }),
  async (game, { phone: to, client: from, handling: { instance, faults: planned }, withHandle, typos }) => {
    const request = { requestId: game.nextId(), phone: to, client: from };
    await game.send(request, 'sent', { instance, faults: [] });
    await game.wait(10 * second);
    const sent = messagesTo(game.ledger, to).at(-1);
    const handle = withHandle ? sent?.handle : undefined;
    for (let typo = 0; typo < typos; typo++) {
      const login = { requestId: game.nextId(), phone: to, code: wrongCode(game, to, typo), handle, client: from };
      await game.login(login, { instance, faults: [] });
    }
    const login = { requestId: game.nextId(), phone: to, code: sent?.code ?? '000000', handle, client: from };
    await game.login(login, { instance, faults: planned });
    // After a lost reply, the client enters the code again.
    if (planned.length > 0) await game.login({ ...login, requestId: game.nextId() }, { instance, faults: [] });
  },
);

/** A client takes its time to log in. */
const hesitate = move(
  'hesitate',
  fc.record({
    phone,
    client,
    time: fc.constantFrom('ttl' as const, 'almost ttl' as const),
    instance: fc.nat(instanceCount - 1),
    withHandle: weighted([3, true], [1, false]),
  }),
  async (game, { phone: to, client: from, time, instance, withHandle }) => {
    const handling = { instance, faults: [] };
    await game.send({ requestId: game.nextId(), phone: to, client: from }, 'sent', handling);
    await game.wait(game.ledger.rules.codeTtl - (time === 'ttl' ? 0 : 1));
    const { code = '000000', handle } = messagesTo(game.ledger, to).at(-1) ?? {};
    const login = { requestId: game.nextId(), phone: to, code, client: from };
    await game.login({ ...login, handle: withHandle ? handle : undefined }, handling);
  },
);

/** A number asks again and again, as often as its send interval allows, from changing clients. */
const persist = move(
  'persist',
  fc.record({ phone, times: fc.integer({ min: 2, max: 6 }), first: fc.nat(clients.length - 1), reply: finalReply }),
  async (game, { phone: to, times, first, reply }) => {
    for (let index = first; index < first + times; index++) {
      const request = { requestId: game.nextId(), phone: to, client: clients[index % clients.length] ?? {} };
      await game.send(request, reply, { instance: index % instanceCount, faults: [] });
      await game.wait(game.ledger.rules.sendInterval);
    }
  },
);

/** A number asks around midnight, while codes are not answered or taken back, and then as often as the new day allows. */
const overnight = move(
  'overnight',
  fc.record({
    phone,
    before: fc.record({ client, reply: smsReply, handling }),
    after: fc.record({ client, reply: smsReply, handling }),
    answered: finalReply,
    times: fc.nat(6),
  }),
  async (game, { phone: to, before, after, answered, times }) => {
    const { rules, now } = game.ledger;
    const ask = async ({ client: from, reply, handling: handled }: typeof before) => {
      await game.send({ requestId: game.nextId(), phone: to, client: from }, reply, handled);
      await game.wait(rules.sendInterval);
    };
    await game.wait(Math.max(0, rules.dayOf(now()).endsAt - now() - rules.sendInterval / 2));
    await ask(before);
    await ask(after);
    await game.answer(answered);
    for (let index = 0; index < times; index++) {
      const handled = { ...before.handling, faults: [] };
      await ask({ client: clients[index % clients.length] ?? {}, reply: 'sent', handling: handled });
    }
  },
);

/** Strangers who let messages be sent to many numbers. */
const burst = move(
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
const siege = move(
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
    if (index === 22) await game.wait(4 * minute);
    const request = { requestId: game.nextId(), phone: phoneOfRange(index), client: {} };
    await game.send(request, 'sent', { instance: 0, faults: [] });
  }
}

/** Several instances get the same at once: requests for a code, or its right code, with and without its handle. */
const race = move(
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

const wait = move(
  'wait',
  fc.oneof(
    { weight: 6, arbitrary: weighted([3, 'interval' as const], [1, 'almost interval' as const]) },
    { weight: 4, arbitrary: fc.constantFrom(1, second, 10 * second, 45 * second, 3 * minute) },
    { weight: 3, arbitrary: fc.constantFrom('before midnight' as const, 'midnight' as const) },
    { weight: 2, arbitrary: fc.constantFrom('ttl' as const, 'almost ttl' as const, 'window' as const, 61 * minute) },
    { weight: 1, arbitrary: fc.constantFrom(24 * 60 * minute, 48 * 60 * minute) },
  ),
  async (game, time) => {
    const { rules, now } = game.ledger;
    const toMidnight = rules.dayOf(now()).endsAt - now();
    const times = {
      ttl: rules.codeTtl,
      'almost ttl': rules.codeTtl - 1,
      interval: rules.sendInterval,
      'almost interval': rules.sendInterval - 1,
      window: rules.addressWindow,
      'before midnight': Math.max(0, toMidnight - 20 * second),
      midnight: toMidnight,
    };
    await game.wait(typeof time === 'number' ? time : times[time]);
  },
);

const restart = move('restart', fc.nat(instanceCount - 1), (game, instance) => game.restart(instance));

/** A sequence of moves. Moves that matter more occur more often. */
export const moves = fc.commands(
  (
    [
      [5, send],
      [5, visit],
      [7, login],
      [6, wait],
      [2, answer],
      [2, repeat],
      [1, hesitate],
      [1, overnight],
      [2, persist],
      [2, race],
      [1, guess],
      [1, burst],
      [1, siege],
      [1, restart],
    ] as const
  ).flatMap(([weight, arbitrary]) => Array<fc.Arbitrary<Move>>(weight).fill(arbitrary)),
  { maxCommands: 60, size: 'max' },
);
