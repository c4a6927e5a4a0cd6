import type { Locales } from '../../../locales/index.js';
import { startChat } from '../../support/start-chat.js';
import { closeWebs } from '../../support/start-web.js';

afterEach(closeWebs);

const languageOf = (html: string) => /<html lang="(\w+)" dir="(\w+)"/.exec(html)?.slice(1);

describe('GET /', () => {
  it.each([
    ['sv-SE,sv;q=0.9,en;q=0.8', '/', 'sv'],
    ['en-GB,en;q=0.9,sv;q=0.1', '/', 'en'],
    ['fi;q=0.2, en;q=0.5, de', '/', 'en'],
    ['de, en;q=0', '/', 'sv'],
    ['en', '/?lang=sv', 'sv'],
    ['en', '/?lang=xx', 'en'],
    ['sv', '/?lang=EN-us', 'en'],
  ])('with the languages "%s" answers %s in "%s"', async (accepted, path, language) => {
    const { url } = await startChat();
    const answer = await fetch(url + path, { headers: { 'accept-language': accepted } });
    expect(languageOf(await answer.text())).toEqual([language, 'ltr']);
    expect(answer.headers.get('content-language')).toBe(language);
  });

  it('lets the page load only itself, and only trusted pages show it in a frame', async () => {
    const { url } = await startChat({
      trustedOrigins: ['https://www.example.org'],
      publicUrl: 'https://chat.example.org',
    });
    const policies = await Promise.all([fetch(url), fetch(url)]);
    const [first = '', second] = policies.map(({ headers }) => headers.get('content-security-policy') ?? '');
    const nonce = /'nonce-([^']+)'/.exec(first)?.[1] ?? '';
    expect(first).toContain("default-src 'none'; script-src 'self';");
    expect(first).toContain("frame-ancestors 'self' https://www.example.org");
    expect(first).toContain("connect-src 'self' blob: wss://chat.example.org");
    expect(first).not.toMatch(/unsafe|\*|http:/);
    expect(nonce.length).toBeGreaterThanOrEqual(22);
    expect(second).not.toContain(nonce);
    expect(policies[0]?.headers.get('cache-control')).toBe('no-store');
  });

  it('is complete without script: contact points, languages as links, and why the chat is missing', async () => {
    const { url } = await startChat();
    const html = await (await fetch(url)).text();
    expect(html).toContain('<a href="tel:112" dir="ltr">112</a>');
    expect(html).toContain('<details id="points" open>');
    expect(html).toContain('href="/?lang=en" lang="en"');
    expect(html).toMatch(/<noscript>.+JavaScript/);
    expect(html).not.toContain('{{city}}');
    expect(html).not.toMatch(/<script(?![^>]* src=| type="application\/json")/);
  });

  it('takes no markup from texts, and nothing in them ends the script that holds them', async () => {
    const evil = '</script><script>alert(1)</script>"&';
    const withEvil = (real: Locales): Locales => ({
      ...real,
      file: (language, name) => ({ ...real.file(language, name), robot: evil }),
    });
    const { url } = await startChat({ locales: withEvil });
    const html = await (await fetch(url)).text();
    expect(html).not.toContain('<script>alert');
    const config = JSON.parse(/id="config">(.*?)<\/script>/s.exec(html)?.[1] ?? '');
    expect(config.texts.sv.robot).toBe(evil);
  });

  it('offers a language only when it is live', async () => {
    const withDraft = (real: Locales): Locales => ({
      ...real,
      languages: [...real.languages, { code: 'fi', name: 'Suomi', dir: 'ltr', status: 'draft' }],
    });
    const { url } = await startChat({ locales: withDraft });
    expect(await (await fetch(url)).text()).not.toContain('Suomi');
  });
});

describe('what the page is made of', () => {
  it('is sent packed and kept for ever', async () => {
    const { url } = await startChat();
    const html = await (await fetch(url)).text();
    const addresses = [...html.matchAll(/(?:href|src)="(\/(?:assets|vendor)\/[^"]+)"/g)].map(([, path]) => path);
    expect(addresses.length).toBe(3);
    for (const path of addresses) {
      const { status, headers } = await fetch(url + path, { headers: { 'accept-encoding': 'gzip' } });
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toContain('immutable');
    }
  });
});

describe('GET /widget.js', () => {
  it('is one classic script with the words of every language, asked for again only when it has changed', async () => {
    const { url } = await startChat();
    const answer = await fetch(`${url}/widget.js`);
    const script = await answer.text();
    expect(answer.headers.get('content-type')).toContain('javascript');
    expect(script).not.toContain('__WIDGET_SETUP__');
    expect(script).toContain('Ask us');
    expect(() => new Function(script)).not.toThrow();
    const again = await fetch(`${url}/widget.js`, { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });
});
