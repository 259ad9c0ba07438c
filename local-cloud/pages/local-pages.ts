import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Account } from '../account/account';
import { inboxPage } from './inbox-page';

/** Creates a handler for the local cloud's pages: `/inbox` with the messages, `/account` with the list of resources, `/alarms` with what was sent to receivers. */
export function createLocalPages({
  sms,
  contents,
  notifications,
}: Pick<Account, 'sms' | 'contents' | 'notifications'>) {
  return ({ method, url = '/', headers }: IncomingMessage, response: ServerResponse) => {
    const path = url.split('?')[0];
    const wantsJson = headers.accept?.includes('application/json') ?? false;
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, methodText);
    if (path === '/account') return send(response, 'application/json', JSON.stringify(contents()));
    if (path === '/alarms') return send(response, 'application/json', JSON.stringify(notifications()));
    if (path !== '/' && path !== '/inbox')
      return refuse(response, 404, 'Not found. The local cloud serves /inbox, /account and /alarms.');
    if (wantsJson) return send(response, 'application/json', JSON.stringify(sms.messages()));
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    send(response, 'text/html', inboxPage(sms.messages()));
  };
}

const methodText =
  'Only GET and HEAD are allowed here. Calls of the API go to its own hosts, such as sms.tencentcloudapi.com, ' +
  'with this address as the HTTP proxy.';

function send(response: ServerResponse, type: string, content: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(content);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${message}\n`);
}
