import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** The login page in a browser of its own, with what a person does on it. */
export interface OpenedPage {
  readonly page: Page;
  /** What the browser complained about, and requests to other hosts: nothing, if all is well. */
  readonly complaints: readonly string[];
  /** Asks for a code. */
  send(number: string): Promise<void>;
  /** Enters a code, and presses the button. */
  logIn(code: string): Promise<void>;
  /** What is said to be wrong, once something is. */
  message(): Promise<string>;
  /** Waits until an element has a text in it. */
  waitForText(selector: string, text: string): Promise<void>;
  /** Id of what has the focus. */
  focused(): Promise<string>;
  /** Pastes a text into a field. */
  paste(selector: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens an address. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 420, height: 720 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (line) => {
    // A reply that says no is one all the same.
    if (line.type() === 'error' && !line.text().startsWith('Failed to load resource')) complaints.push(line.text());
  });
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:' && host !== new URL(url).host) complaints.push(request.url());
  });
  await page.goto(url);
  return {
    page,
    complaints,
    async send(number) {
      await page.fill('#number', number);
      await page.click('#send');
    },
    async logIn(code) {
      await page.fill('#code', code);
      await page.click('#log-in');
    },
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
    close: () => context.close(),
  };
}
