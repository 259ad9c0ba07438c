import type { Browser, BrowserContextOptions, Page, Response } from 'playwright-core';
import { serverHeaders } from '../client';
import { expectDocumented } from '../contract';

/** The login page in a browser context of its own, and the actions of a person on it. */
export interface OpenedPage {
  readonly page: Page;
  /** Script errors, console errors, requests to other hosts, and replies that the contract does not describe. */
  readonly browserErrors: readonly string[];
  /** The codes of all logins that the page sent. */
  readonly sentCodes: readonly string[];
  /** Enters a number and requests a code. */
  send(number: string): Promise<void>;
  /** Enters a code, which the page submits by itself. */
  logIn(code: string): Promise<void>;
  /** Waits for an error message and returns it. */
  message(): Promise<string>;
  /** Waits until an element contains a text. */
  waitForText(selector: string, text: string): Promise<void>;
  /** Returns the ID of the focused element. */
  focused(): Promise<string>;
  /** Pastes a text into a field. */
  paste(selector: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens an address in a new browser context. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 420, height: 720 }, ...options });
  const page = await context.newPage();
  const browserErrors: string[] = [];
  const sentCodes: string[] = [];
  page.on('pageerror', ({ message }) => browserErrors.push(message));
  page.on('console', (line) => {
    // The browser also logs replies with an error status, which the page expects.
    if (line.type() === 'error' && !line.text().startsWith('Failed to load resource')) browserErrors.push(line.text());
  });
  const checks: Promise<void>[] = [];
  page.on('response', (response) => {
    checks.push(checkReply(response).catch((error: Error) => void browserErrors.push(error.message)));
  });
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:' && host !== new URL(url).host) browserErrors.push(request.url());
    const fields = request.method() === 'POST' ? request.postDataJSON() : {};
    if (fields?.method === 'login') sentCodes.push(fields.code);
  });
  await page.goto(url);
  return {
    page,
    browserErrors,
    sentCodes,
    async send(number) {
      await page.fill('#number', number);
      await page.click('#send');
    },
    logIn: (code) => page.fill('#code', code),
    async message() {
      await page.waitForSelector('#message:not(:empty)');
      return (await page.textContent('#message')) ?? '';
    },
    async waitForText(selector, text) {
      await page.locator(selector, { hasText: text }).waitFor();
    },
    focused: () => page.evaluate('document.activeElement.id'),
    paste: (selector, text) =>
      page.evaluate(`{
        const clipboardData = new DataTransfer();
        clipboardData.setData('text', ${JSON.stringify(text)});
        const paste = new ClipboardEvent('paste', { clipboardData, cancelable: true });
        document.querySelector(${JSON.stringify(selector)}).dispatchEvent(paste);
      }`),
    async close() {
      await Promise.all(checks);
      await context.close();
    },
  };
}

/** Expects that the contract describes a reply of the service. A reply that the test made up has no date. */
async function checkReply(response: Response): Promise<void> {
  const headers = await response.allHeaders();
  if (headers.date === undefined || headers['content-type']?.startsWith('application/json') !== true) return;
  const request = response.request();
  const { method } = request.method() === 'POST' ? request.postDataJSON() : {};
  const body = await response.text();
  expectDocumented(
    { httpMethod: request.method(), method },
    { status: response.status(), headers, body },
    serverHeaders,
  );
}
