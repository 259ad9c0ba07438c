import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The test fails where axe finds something on the page that keeps people from using it. */
export async function expectAccessible(page: Page): Promise<void> {
  // Run by the browser's own tools, which the page's policy does not bind.
  await page.evaluate(axe);
  const { violations, passes } = (await page.evaluate('axe.run()')) as AxeResults;
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(passes.length).toBeGreaterThan(10);
}
