import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Account } from '../account/account';
import { inboxPage } from './inbox-page';

/** What the local cloud serves under its own name: `/inbox`, the messages, and `/account`, what was made. */
export function createOwnPages({ sms, contents }: Pick<Account, 'sms' | 'contents'>) {
  return ({ method, url = '/', headers }: IncomingMessage, response: ServerResponse) => {
    const path = url.split('?')[0];
    const wantsJson = headers.accept?.includes('application/json') ?? false;
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, 'Only GET is served here.');
    if (path === '/account') return send(response, 'application/json', JSON.stringify(contents()));
    if (path !== '/' && path !== '/inbox') return refuse(response, 404, 'There are /inbox and /account.');
    if (wantsJson) return send(response, 'application/json', JSON.stringify(sms.messages()));
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    send(response, 'text/html', inboxPage(sms.messages()));
  };
}

function send(response: ServerResponse, type: string, content: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(content);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${message}\n`);
}
