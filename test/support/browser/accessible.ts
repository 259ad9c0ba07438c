import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Expects that axe finds no accessibility violations on the page. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated through DevTools, to which the page's content security policy does not apply.
  await page.evaluate(axe);
  const { violations, passes } = (await page.evaluate('axe.run()')) as AxeResults;
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(passes.length).toBeGreaterThan(10);
}
