import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

async function violationsOn(page: Page): Promise<Violation[]> {
  await page.evaluate(AXE);
  return (await page.evaluate<{ violations: Violation[] }>('axe.run(document)')).violations;
}

const told = ({ id, nodes }: Violation) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`;

/** What axe finds fault with on a page as it stands, each with the elements it is about. */
export const faultsOf = async (page: Page): Promise<string[]> => (await violationsOn(page)).map(told);

/** Those faults that keep somebody from using the page. */
export async function seriousFaultsOf(page: Page): Promise<string[]> {
  const violations = await violationsOn(page);
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(told);
}

/** By how many pixels a page is wider than its window: somebody would have to scroll sideways. */
export const tooWide = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
