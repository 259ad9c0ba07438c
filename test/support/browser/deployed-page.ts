import type { BrowserContextOptions } from 'playwright-core';
import { afterEach, beforeAll, describe, expect } from 'vitest';
import { codeFor } from '../client';
import { canDeploy, type DeployedEnvironment, deployEnvironment } from '../deployed-environment';
import { environment } from '../synthesize';
import { hasChromium, startChromium } from './chromium';
import { type OpenedPage, openPage } from './opened-page';

/** The demo environment with its login page, deployed to a local cloud, and a browser. */
export interface DeployedPage extends DeployedEnvironment {
  /** Returns a number that no code was sent to yet, without its country calling code. */
  newNumber(): string;
  /** Returns the newest code that was sent to a number. */
  codeOf(number: string): Promise<string>;
  /** Opens the page or another address in a browser context of its own. */
  open(options?: BrowserContextOptions, address?: string): Promise<OpenedPage>;
  /** Opens the page and requests a code. */
  openWithCode(
    options?: BrowserContextOptions,
  ): Promise<OpenedPage & { readonly number: string; readonly code: string }>;
  /** Closes all contexts, and returns their errors. */
  closeAll(): Promise<readonly string[]>;
}

/**
 * Tests the page, which is deployed once: each test opens a browser context, uses a number of its own, and leaves no error in the browser.
 *
 * @param addTests gets the deployed page, which only tests and hooks can use: it is deployed before the first of them
 */
export function describePage(name: string, addTests: (deployed: DeployedPage) => void): void {
  describe.skipIf(!canDeploy || !hasChromium)(name, { timeout: 30_000 }, () => {
    const deployed = {} as DeployedPage;
    beforeAll(async () => {
      const { stop } = Object.assign(deployed, await deployPage());
      return stop;
    }, 60_000);
    afterEach(async () => {
      expect(await deployed.closeAll()).toEqual([]);
    });
    addTests(deployed);
  });
}

/** Deploys the demo environment and starts the browser. */
async function deployPage(): Promise<DeployedPage> {
  const deployed = await deployEnvironment(environment('demo'));
  const { cloud, url } = deployed;
  const browser = await startChromium();
  const opened: OpenedPage[] = [];
  let nextNumber = 18_566_246_600;

  const page: DeployedPage = {
    ...deployed,
    newNumber: () => String(nextNumber++),
    codeOf: (number) => codeFor(cloud, `86${number}`),
    async open(options, address = url) {
      const one = await openPage(browser, address, options);
      opened.push(one);
      return one;
    },
    async openWithCode(options) {
      const number = page.newNumber();
      const one = await page.open(options);
      await one.send(number);
      await one.page.waitForSelector('#code-form:not([hidden])');
      return { ...one, number, code: await page.codeOf(number) };
    },
    async closeAll() {
      const closed = opened.splice(0);
      await Promise.all(closed.map((one) => one.close()));
      return closed.flatMap((one) => one.browserErrors);
    },
    async stop() {
      await browser.close();
      await deployed.stop();
    },
  };
  return page;
}

/** Returns a code that differs from the given one, and another one for each index. */
export const wrong = (code: string, index = 0) => String((Number(code) + 1 + index) % 1_000_000).padStart(6, '0');
