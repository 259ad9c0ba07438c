import { expect, it } from 'vitest';
import { isLoopbackHost } from '../../../function/http/loopback-host';

it.each(['localhost', 'LocalHost:8787', '127.0.0.1', '127.0.0.1:80', '[::1]', '[::1]:8787'])(
  'The host %s is this machine',
  (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  },
);

it.each([
  '',
  'localhost.example.com',
  'my-localhost',
  'localhost:',
  'localhost:80a',
  '127.0.0.10',
  '127a0.0.1',
  '127.0b0.1',
  '127.0.0c1',
  '::1',
  '[::1',
  'example.com:80',
])('The host "%s" is another machine', (host) => {
  expect(isLoopbackHost(host)).toBe(false);
});
