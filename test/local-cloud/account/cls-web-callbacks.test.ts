import { describe, expect, it } from 'vitest';
import { readWebCallbacks } from '../../../local-cloud/account/cls-web-callbacks';

const secret = 'secret-key';
const callback = { CallbackType: 'Http', Url: `https://example.com/${secret}`, Method: 'POST' };

describe('The webhooks of an alarm notice', () => {
  it('have a type and an address, and a method only if they are no robots', () => {
    expect(readWebCallbacks(undefined)).toEqual([]);
    const robots = ['WeCom', 'DingTalk', 'Lark'].map((CallbackType) => ({ CallbackType, Url: callback.Url }));
    expect(readWebCallbacks([callback, ...robots])).toHaveLength(4);
  });

  it.each<[string, object, string]>([
    ['an unknown type', { CallbackType: 'Slack' }, 'WebCallbacks.0.CallbackType is wrong: it is Http, WeCom'],
    ['an address that is none', { Url: secret }, 'WebCallbacks.0.Url is wrong: it is an address'],
    ['an address that is too long', { Url: `${callback.Url}${'a'.repeat(1024)}` }, 'it has at most 1024 bytes'],
    ['another method', { Method: 'GET' }, 'WebCallbacks.0.Method is wrong: it is POST or PUT'],
    ['no method', { Method: undefined }, 'WebCallbacks.0.Method is wrong: it is required for Http'],
  ])('are refused with %s, without the address', (_, changes, message) => {
    const read = () => readWebCallbacks([{ ...callback, ...changes }]);
    expect(read).toThrow(expect.objectContaining({ message: expect.stringContaining(message) }));
    expect(read).toThrow(expect.objectContaining({ message: expect.not.stringContaining(secret) }));
  });
});
