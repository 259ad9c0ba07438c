import type { KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { knownShards } from '../../../function/store/limits';
import { deriveCodeKey } from '../../../function/verification/code';
import {
  createAttemptId,
  createHandle,
  createNetworkTags,
  createNumberHashes,
  handlePattern,
} from '../../../function/verification/keyed-hash';

const key = deriveCodeKey('a secret of the function');
const otherKey = deriveCodeKey('another secret');

describe('A handle', () => {
  it('is the same for a retry, and depends on the key, the number and the request', () => {
    const handle = createHandle(key, '+8618566246600', 'a');
    expect(handle).toMatch(handlePattern);
    expect(createHandle(key, '+8618566246600', 'a')).toBe(handle);
    const others = [
      createHandle(otherKey, '+8618566246600', 'a'),
      createHandle(key, '+8618566246601', 'a'),
      createHandle(key, '+8618566246600', 'b'),
    ];
    expect(new Set([handle, ...others]).size).toBe(4);
  });
});

describe('Tags of networks', () => {
  const tagsOf = createNetworkTags(key);

  it('are the same for addresses that are counted together, and depend on the key', () => {
    expect(tagsOf('203.0.113.7')).toEqual({ network: expect.stringMatching(/^[\w-]{8}$/) });
    expect(createNetworkTags(key)('203.0.113.7')).toEqual(tagsOf('203.0.113.7'));
    expect(tagsOf('2001:db8:1:2::1')).toEqual(tagsOf('2001:db8:1:2:3:4:5:6'));
    expect(createNetworkTags(otherKey)('203.0.113.7')).not.toEqual(tagsOf('203.0.113.7'));
  });

  it('tell networks of one site', () => {
    const [one, two] = [tagsOf('2001:db8:1:2::1'), tagsOf('2001:db8:1:3::1')];
    expect(one.network).not.toBe(two.network);
    expect(one.site).toBe(two.site);
  });
});

describe('The hash of a known number', () => {
  const knownAs = (hashKey: KeyObject, e164: string) => createNumberHashes(hashKey)(e164).known;

  it('is a shard and an integer of 32 bits, and depends on the key', () => {
    const hash = knownAs(key, '+8618566246600');
    expect(knownAs(key, '+8618566246600')).toEqual(hash);
    expect(knownAs(otherKey, '+8618566246600')).not.toEqual(hash);
    expect(hash.member).toBe(hash.member | 0);
  });

  it('distributes numbers evenly over the shards', () => {
    const counts = new Map<number, number>();
    const hashNumber = createNumberHashes(key);
    for (let number = 0; number < 200_000; number++) {
      const { shard } = hashNumber(`+${8_618_500_000_000 + number}`).known;
      counts.set(shard, (counts.get(shard) ?? 0) + 1);
    }
    expect(Math.max(...counts.keys())).toBe(knownShards - 1);
    // About 12 numbers each.
    expect(Math.max(...counts.values())).toBeLessThan(50);
  });
});

describe('The ID of a number', () => {
  const idsWith = (hashKey: KeyObject) => (e164: string) => createNumberHashes(hashKey)(e164).id;

  it('is 16 hexadecimal digits, the same between instances, and depends on the key and the number', () => {
    const idOf = idsWith(key);
    expect(idOf('+8618566246600')).toMatch(/^[\da-f]{16}$/);
    expect(idsWith(key)('+8618566246600')).toBe(idOf('+8618566246600'));
    expect(idOf('+8618566246601')).not.toBe(idOf('+8618566246600'));
    expect(idsWith(otherKey)('+8618566246600')).not.toBe(idOf('+8618566246600'));
  });
});

describe('The ID of an attempt', () => {
  it('is the same for a retry, and depends on the request, the code and the handle', () => {
    const id = createAttemptId('c6af9ac6-7b61-11e6-9a41-93e8deadbeef', 'code', 'handle');
    expect(id).toMatch(/^[\w-]{8}$/);
    expect(createAttemptId('c6af9ac6-7b61-11e6-9a41-93e8deadbeef', 'code', 'handle')).toBe(id);
    const others = [
      createAttemptId('another', 'code', 'handle'),
      createAttemptId('c6af9ac6-7b61-11e6-9a41-93e8deadbeef', 'another', 'handle'),
      createAttemptId('c6af9ac6-7b61-11e6-9a41-93e8deadbeef', 'code', ''),
    ];
    expect(new Set([id, ...others]).size).toBe(4);
  });
});
