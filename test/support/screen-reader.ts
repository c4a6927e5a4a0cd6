import type { Page } from 'playwright-core';

/** One thing in the accessibility tree. */
export interface Thing {
  role: string;
  name: string;
  focused: boolean;
}

export interface Announcement {
  /** Of the live region: log, status, alert. */
  role: string;
  text: string;
}

/** What somebody who does not see the page is told of it. */
export interface ScreenReader {
  /** Everything that is not hidden from the tree, in reading order. */
  things(): Promise<Thing[]>;
  focus(): Promise<Thing | undefined>;
  /** Everything that the live regions have said since the page was opened. */
  announced(): Promise<Announcement[]>;
}

/**
 * Live regions speak of what comes into them: a log of what is new, a status as a whole. Words that come together with
 * their region stay silent, but for an alert.
 */
const LISTEN = `(() => {
  const LIVE = '[role=log], [role=status], [role=alert]';
  const met = new WeakSet();
  globalThis.announced = [];
  const elementOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  const regionsIn = (root) => [root, ...root.querySelectorAll('*')].filter((one) => one.matches(LIVE));
  const words = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches('[aria-hidden=true], [hidden], style, script')) return '';
    return node.getAttribute('aria-label') ?? [...node.childNodes].map(words).join(' ');
  };
  const say = (region, node) => {
    const text = words(node).replace(/\\s+/g, ' ').trim();
    if (text) announced.push({ role: region.getAttribute('role'), text });
  };
  function hear(changes) {
    const fresh = new Set();
    const news = new Map();
    for (const { target, addedNodes, type } of changes) {
      for (const node of type === 'characterData' ? [target] : addedNodes) {
        const element = node.isConnected && elementOf(node);
        if (!element) continue;
        for (const region of regionsIn(element)) {
          if (met.has(region)) continue;
          met.add(region);
          fresh.add(region);
          if (region.matches('[role=alert]')) say(region, region);
        }
        const region = element.closest(LIVE);
        if (!region || fresh.has(region) || element.closest('[aria-hidden=true], [hidden]')) continue;
        const whole = region.getAttribute('role') !== 'log' || region.getAttribute('aria-atomic') === 'true';
        news.set(region, (news.get(region) ?? new Set()).add(whole ? region : node));
      }
    }
    for (const [region, nodes] of news)
      for (const node of nodes)
        if (![...nodes].some((other) => other !== node && other.contains(node))) say(region, node);
  }
  addEventListener('DOMContentLoaded', () => {
    for (const region of regionsIn(document.documentElement)) met.add(region);
    new MutationObserver(hear).observe(document, { childList: true, subtree: true, characterData: true });
  });
})()`;

/** Before the page is opened. */
export async function screenReader(page: Page): Promise<ScreenReader> {
  await page.addInitScript(LISTEN);
  const session = await page.context().newCDPSession(page);
  await session.send('Accessibility.enable');

  async function things(): Promise<Thing[]> {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role, name, properties = [] }) => ({
        role: role?.value ?? '',
        name: name?.value ?? '',
        focused: properties.some((one) => one.name === 'focused' && one.value.value === true),
      }));
  }

  return {
    things,
    focus: async () => (await things()).findLast(({ focused, role }) => focused && role !== 'RootWebArea'),
    announced: () => page.evaluate<Announcement[]>('announced'),
  };
}
