import { describe, expect, it } from 'vitest';
import { serviceAddress } from '../../../function/page/browser/service-address';

describe('The address to which the login page sends its requests', () => {
  it.each([
    ['https://sms.example.com/', 'https://sms.example.com/'],
    ['https://sms.example.com/release/sms?utm=x#top', 'https://sms.example.com/release/sms'],
    ['https://sms.example.com//other.example.com/', 'https://sms.example.com//other.example.com/'],
    ['https://sms.example.com//other.example.com:8443/x', 'https://sms.example.com//other.example.com:8443/x'],
    ['https://sms.example.com/\\\\other.example.com/', 'https://sms.example.com///other.example.com/'],
    ['http://127.0.0.1:9000/https://other.example.com/', 'http://127.0.0.1:9000/https://other.example.com/'],
  ])('of a page at %s is that of the service that served it', (page, address) => {
    expect(new URL(serviceAddress(new URL(page)), page).href).toBe(address);
  });
});
