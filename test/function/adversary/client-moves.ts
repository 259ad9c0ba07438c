import fc from 'fast-check';
import { instanceCount } from './game';
import { messagesTo } from './ledger';
import { client, finalReply, handling, move, phone, recent, smsReply, weighted, wrongCode } from './move';
import { clients } from './parties';

export const send = move('send', fc.record({ phone, client, reply: smsReply, handling }), (game, fields) =>
  game.send({ requestId: game.nextId(), phone: fields.phone, client: fields.client }, fields.reply, fields.handling),
);

export const login = move(
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

/** A client asks for a code and logs in with it, perhaps at the second attempt. */
export const visit = move(
  'visit',
  fc.record({ phone, client, handling, withHandle: weighted([2, true], [1, false]), typos: weighted([2, 0], [1, 1]) }),
  async (game, { phone: to, client: from, handling: { instance, faults: planned }, withHandle, typos }) => {
    const request = { requestId: game.nextId(), phone: to, client: from };
    await game.send(request, 'sent', { instance, faults: [] });
    await game.wait(10_000);
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
export const hesitate = move(
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
export const persist = move(
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
export const overnight = move(
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
