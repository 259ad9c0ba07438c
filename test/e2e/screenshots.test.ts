import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import type { Message } from '../../local-cloud/account/sms-records';
import { inboxPage } from '../../local-cloud/pages/inbox-page';
import { describePage, wrong } from '../support/browser/deployed-page';

const folder = join(projectRoot, 'docs', 'screenshots');
/** What the pictures were made from: the hash of each page. */
const recordFile = join(folder, 'made-from.json');
const width = 420;
const scale = 2;
const look: BrowserContextOptions = {
  viewport: { width, height: 700 },
  deviceScaleFactor: scale,
  colorScheme: 'light',
};

/** Takes a picture of a whole page. */
async function take(page: Page, name: string): Promise<void> {
  const height = await page.evaluate(
    'Math.ceil(Math.max(...[...document.body.querySelectorAll("*")].map((e) => e.getBoundingClientRect().bottom))) + 24',
  );
  await page.setViewportSize({ width, height: Number(height) });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

const message = { to: '+8618566246600', text: 'a text', sentAt: '2026-11-30T00:00:00.000Z' } as Message;

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** The width of a PNG, in pixels: https://www.w3.org/TR/png-3/#11IHDR. */
const widthOf = (name: string) => readFileSync(join(folder, `${name}.png`)).readUInt32BE(16);

describePage('The screenshots in the README', (deployed) => {
  it('show the login page and the inbox as they are: make docs takes them anew', async () => {
    const { page, code, logIn, message: error } = await deployed.openWithCode(look);
    // contract: a page.
    const shown = await fetch(deployed.url, { headers: { accept: 'text/html' } });
    const pages = { 'login-page': hashOf(await shown.text()), inbox: hashOf(inboxPage([message])) };
    const record = existsSync(recordFile) ? JSON.parse(readFileSync(recordFile, 'utf8')) : {};

    if (process.env.UPDATE_SCREENSHOTS === '1' && JSON.stringify(record) !== JSON.stringify(pages)) {
      await logIn(wrong(code));
      await error();
      await take(page, 'login-page');
      const inbox = await page.context().browser()?.newPage(look);
      await inbox?.goto(`${deployed.cloud.url}/inbox`);
      if (inbox !== undefined) await take(inbox, 'inbox');
      await inbox?.close();
      writeFileSync(recordFile, `${JSON.stringify(pages, undefined, 2)}\n`);
    } else {
      expect(record, 'run make docs').toEqual(pages);
    }
    for (const name of Object.keys(pages)) expect(widthOf(name), name).toBe(width * scale);
  });
});
