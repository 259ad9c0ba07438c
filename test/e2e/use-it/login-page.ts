import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { startChromium } from '../../support/browser/chromium';
import { type ExampleService, startExampleService } from './example-service';
import { exampleOf } from './examples';

/** The page of docs/use-it.md in a browser, on an origin of its own. */
export interface ExamplePage {
  readonly page: Page;
  readonly origin: string;
  readonly service: ExampleService;
  /** The bodies that its own back end has got. */
  readonly received: readonly string[];
  /** Sets the status with which its own back end answers; `undefined`: it does not answer. */
  setSessionStatus(status: number | undefined): void;
  askFor(number: string): Promise<void>;
  /** @param code by default the newest one */
  logIn(code?: string): Promise<void>;
  /** Waits until the page shows a text. */
  shows(text: string): Promise<void>;
}

export interface ExamplePageOptions {
  /** Variables of the service. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Runs in the page before its own scripts. @default - nothing */
  readonly before?: string;
  /** The captcha's script. @default - it cannot be loaded */
  readonly captchaScript?: string | undefined;
  /** @default true */
  readonly isAllowed?: boolean;
}

/** The script that the page loads. platform: captcha-script */
const captchaSource = 'https://turing.captcha.qcloud.com/TJCaptcha.js';

/** Opens it, and stops everything at the end of the test. */
export async function openExamplePage(options: ExamplePageOptions = {}): Promise<ExamplePage> {
  const { variables = {}, before, captchaScript, isAllowed = true } = options;
  const service = await startExampleService(variables);
  onTestFinished(service.stop);
  const received: string[] = [];
  let sessionStatus: number | undefined = 200;
  const html = exampleOf('login.html').replace('https://sms.example.com/', service.url);

  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    if (request.method === 'POST') {
      received.push(body);
      if (sessionStatus === undefined) return void response.socket?.destroy();
      response.statusCode = sessionStatus;
    }
    response.setHeader('content-type', 'text/html').end(request.url === '/login.html' ? html : '<title>Home</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  service.allowOrigin(isAllowed ? origin : 'https://app.example.com');

  const browser = await startChromium();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.route(captchaSource, (route) =>
    captchaScript === undefined
      ? route.abort()
      : route.fulfill({ contentType: 'text/javascript', body: captchaScript }),
  );
  if (before !== undefined) await page.addInitScript(before);
  await page.goto(`${origin}/login.html`);
  return {
    page,
    origin,
    service,
    received,
    setSessionStatus(status) {
      sessionStatus = status;
    },
    async askFor(number) {
      await page.fill('[name=phone]', number);
      await page.click('text=Send code');
    },
    async logIn(code) {
      // It is visible once the code is sent.
      const input = await page.waitForSelector('[name=code]');
      await input.fill(code ?? service.newestCode());
      await page.click('text=Log in');
    },
    async shows(text) {
      await page.waitForSelector(`#message:has-text("${text}")`);
    },
  };
}
