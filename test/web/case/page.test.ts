import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeCentres, codesIn, startCentre, type TestCentre } from '../../support/start-centre.js';
import { locales } from '../../support/talk-to.js';

const say = (key: string, values?: Record<string, unknown>) => locales.say('sv', key, values);

const PHONES = { emergency: '112', kvinnofrid: '020-50 50 50' };

let centre: TestCentre;
let number: string;
let secret: string;
beforeEach(async () => {
  centre = await startCentre();
  const citizen = await centre.citizen('sv');
  ({ number, secret } = codesIn(await citizen.says('prata med en människa')));
});
afterEach(closeCentres);

async function post(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await fetch(`${centre.url}/case?lang=sv`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers,
  });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}
const open = (fields: { number: string; secret: string }, headers = {}) => post({ do: 'open', ...fields }, headers);
const fieldOf = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

it('has a form for number and code that works without a script, in the language of the browser', async () => {
  const english = await fetch(`${centre.url}/case`, { headers: { 'accept-language': 'en-GB,en;q=0.9' } });
  expect(english.headers.get('content-language')).toBe('en');
  const html = await english.text();
  expect(html).toMatch(/<html lang="en" dir="ltr"/);
  expect(html).toMatch(/<form method="post" action="\/case\?lang=en"/);
  expect(html).toContain(locales.say('en', 'status.page.title'));
  expect(english.headers.get('content-security-policy')).toContain("form-action 'self'");
  expect(english.headers.get('content-security-policy')).not.toContain('unsafe');
  expect(english.headers.get('cache-control')).toBe('no-store');
});

it('shows the case, with neither the code nor anybody of the staff in the page or in the log', async () => {
  const agent = await centre.agent('anna', ['VAX']);
  await agent.post(`/api/cases/${number}/take`, { why: 'mitt bord' });
  const { status, html } = await open({ number: number.replaceAll('-', ' '), secret: secret.toLowerCase() });
  expect(status).toBe(200);
  expect(plain(html)).toContain(say('status.now.in-progress'));
  expect(plain(html)).toContain(say('status.next.in-progress'));
  expect(plain(html)).toContain(say('status.happened.opened'));
  expect(html).not.toMatch(/anna|mitt bord/i);
  expect(html + centre.logged.join('\n')).not.toContain(secret);
  expect(centre.logged.join('\n')).not.toContain(number);
});

it('answers a wrong number and a wrong code alike', async () => {
  const wrongCode = await open({ number, secret: 'AAAA-AAAA' });
  const wrongNumber = await open({ number: 'KC-2026-999999', secret });
  expect(wrongCode.status).toBe(403);
  expect(wrongNumber.status).toBe(403);
  expect(wrongCode.html.replaceAll(number, '')).toBe(wrongNumber.html.replaceAll('KC-2026-999999', ''));
  expect(plain(wrongCode.html)).toContain(say('status.wrong'));
});

it.each([
  ['no number', { number: 'hej', secret: 'AAAA-AAAA' }, 'status.notNumber'],
  ['no code', { number: 'KC-2026-000001', secret: '' }, 'status.notSecret'],
  ['a query', { number: 'KC-2026-000001', secret: '{"$gt":""}' }, 'status.notSecret'],
])('says what is wrong with %s', async (_what, fields, key) => {
  const { status, html } = await open(fields);
  expect(status).toBe(400);
  expect(plain(html)).toContain(say(key));
});

it('puts what was typed into the page as text', async () => {
  const { html } = await open({ number: '"><script>alert(1)</script>', secret: 'x' });
  expect(html).not.toContain('<script>alert');
});

it('counts wrong tries with those of the chat, by case and by address', async () => {
  const citizen = await centre.citizen('sv');
  for (let guess = 0; guess < 9; guess++) await citizen.says(`${number} AAAA-AAA${guess}`);
  expect((await open({ number, secret: 'AAAA-AAAA' })).status).toBe(403);
  const { status, html } = await open({ number, secret });
  expect(status).toBe(429);
  expect(plain(html)).toContain(say('status.later'));
});

it('stops an address after twenty wrong tries, and lets another one in', async () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });
  for (let guess = 10; guess < 30; guess++)
    expect((await open({ number: `KC-2026-9999${guess}`, secret }, from('192.0.2.1'))).status).toBe(403);
  expect((await open({ number, secret }, from('192.0.2.1'))).status).toBe(429);
  expect((await open({ number, secret }, from('192.0.2.2'))).status).toBe(200);
});

it('adds, withdraws when the box is ticked, contests, and gives the conversation as a file (complaint 15)', async () => {
  const { html } = await open({ number, secret });
  const [pass, key] = [fieldOf(html, 'pass'), fieldOf(html, 'key')];
  const more = await post({ do: 'more', pass, key, text: 'Stolpe 17, 121212-1212' });
  expect(plain(more.html)).toContain(say('status.done.more', { number }));
  await post({ do: 'more', pass, key, text: 'Stolpe 17, 121212-1212' });
  const unsure = await post({ do: 'withdraw', pass, key });
  expect(unsure.status).toBe(409);
  expect(plain(unsure.html)).toContain(say('status.page.withdrawAsk'));
  expect(plain((await post({ do: 'withdraw', pass, key, sure: 'yes' })).html)).toContain(say('status.now.closed'));
  const again = await post({ do: 'withdraw', pass, key, sure: 'yes' });
  expect([again.status, plain(again.html).includes(say('status.refused.changed', { number }))]).toEqual([409, true]);
  const contested = await post({ do: 'contest', pass, key, text: 'Det är inte lagat' });
  expect(plain(contested.html)).toContain(say('status.now.contested'));
  const file = await post({ do: 'transcript', pass, key });
  expect(file.headers.get('content-disposition')).toContain(`${number}.txt`);
  expect(file.html).toContain('prata med en människa');
  expect(file.html).not.toContain(secret);

  const agent = await centre.agent('anna', ['VAX']);
  const { body } = await agent.get(`/api/cases/${number}`);
  const timeline = JSON.stringify((body as { timeline?: unknown }).timeline);
  expect(timeline.match(/Stolpe 17/g)).toHaveLength(1);
  expect(timeline).not.toContain('121212-1212');
  expect(timeline).toContain('Det är inte lagat');
});

it.each([
  ['more', 'Det brinner hemma, Zebragatan', 'danger'],
  ['contest', 'Min man slår mig, Zebragatan', 'violence'],
  ['more', 'Det brin\u200bner hemma, Zebragatan', 'danger'],
])('says whom to ring when somebody tells of an emergency (%s: %s), and keeps only that it happened', async (what, text, kind) => {
  const { html } = await open({ number, secret });
  const agent = await centre.agent('anna', ['VAX']);
  const version = async () => ((await agent.get(`/api/cases/${number}`)).body as { version?: number }).version;
  const before = await version();
  const answered = await post({ do: what, pass: fieldOf(html, 'pass'), key: fieldOf(html, 'key'), text });
  expect(answered.status).toBe(409);
  const help = plain(escaped(say(`emergency.${kind}`, PHONES).replaceAll('**', '')));
  expect(plain(answered.html)).toContain(help);
  expect(plain(answered.html)).toContain(say('emergency.notTaken'));
  expect(await version()).toBe(before);
  const stored = readdirSync(centre.dataDir, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
    .join('\n');
  expect(stored).toContain('case-page/');
  expect(stored + answered.html + centre.logged.join('\n')).not.toContain('Zebragatan');
});

it('opens nothing with a pass that is made up, of another case, or half an hour old', async () => {
  const { html } = await open({ number, secret });
  const pass = fieldOf(html, 'pass');
  const [, until, signature] = pass.split('.');
  const passes = ['', 'x', `KC-2026-000002.${until}.${signature}`, `${number}.${Number(until) + 1}.${signature}`];
  for (const wrong of passes) {
    const answer = await post({ do: 'show', pass: wrong });
    expect(answer.status).toBe(403);
    expect(plain(answer.html)).toContain(say('status.page.expired'));
  }
  await centre.close();
  let now = new Date('2026-11-20T09:00:00Z');
  centre = await startCentre({ now: () => now });
  const citizen = await centre.citizen('sv');
  const told = (await citizen.says('prata med en människa')).find(
    ({ text }) => /KC-/.test(text) && /[0-9A-Z]{4}-[0-9A-Z]{4}\*/.test(text),
  );
  const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(told?.text ?? '')?.[0] ?? '';
  const shown = await open({ number: String(told?.channelData?.reply?.caseNumber), secret: code });
  const own = fieldOf(shown.html, 'pass');
  expect((await post({ do: 'show', pass: own })).status).toBe(200);
  now = new Date('2026-11-20T09:31:00Z');
  expect((await post({ do: 'show', pass: own })).status).toBe(403);
});
