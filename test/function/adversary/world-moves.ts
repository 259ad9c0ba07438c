import fc from 'fast-check';
import { instanceCount } from './game';
import { finalReply, handling, move, recent, smsReply, weighted } from './move';

const second = 1000;
const minute = 60 * second;

export const answer = move('the SMS API answers', finalReply, (game, reply) => game.answer(reply));

export const repeat = move(
  'repeat',
  fc.record({ request: fc.oneof(recent, fc.nat(30)), reply: smsReply, handling }),
  async (game, fields) => {
    const earlier = game.requests.at(-1 - fields.request);
    if (earlier === undefined) return;
    if ('send' in earlier) await game.send(earlier.send, fields.reply, fields.handling);
    else await game.login(earlier.login, fields.handling);
  },
);

export const wait = move(
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

export const restart = move('restart', fc.nat(instanceCount - 1), (game, instance) => game.restart(instance));
