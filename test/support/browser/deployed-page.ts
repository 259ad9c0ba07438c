import type { BrowserContextOptions } from 'playwright-core';
import { codeFor } from '../client';
import { canDeploy, type DeployedEnvironment, deployEnvironment } from '../deployed-environment';
import { environment } from '../synthesize';
import { hasChromium, startChromium } from './chromium';
import { type OpenedPage, openPage } from './opened-page';

/** Whether everything is there that a deployed page and a browser need. */
export const canDeployPage = canDeploy && hasChromium;

/** The login page of the demo, deployed to a local cloud, and a browser. */
export interface DeployedPage extends DeployedEnvironment {
  /** A number that has had no code yet, without its country calling code. */
  newNumber(): string;
  /** The code that a number was sent last. */
  codeOf(number: string): Promise<string>;
  /** Opens the page, or another address. */
  open(options?: BrowserContextOptions, address?: string): Promise<OpenedPage>;
  /** Opens the page and has a code sent. */
  openWithCode(
    options?: BrowserContextOptions,
  ): Promise<OpenedPage & { readonly number: string; readonly code: string }>;
  /** Closes what was opened, and tells what browsers complained about. */
  closeAll(): Promise<readonly string[]>;
}

/** Deploys it. */
export async function deployPage(): Promise<DeployedPage> {
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
      const complaints = opened.flatMap((one) => one.complaints);
      await Promise.all(opened.splice(0).map((one) => one.close()));
      return complaints;
    },
    async stop() {
      await browser.close();
      await deployed.stop();
    },
  };
  return page;
}

/** A code that is not the one. */
export const wrong = (code: string) => (code === '123456' ? '654321' : '123456');
