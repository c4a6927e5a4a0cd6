import { suggestionsShape } from '../../../web/api/suggestion-shapes.js';
import { type Caller, type Console, startConsole } from '../../support/console-api.js';
import { anArticleText } from '../../support/editorial.js';
import { aWish } from '../../support/registry.js';
import { until } from '../../support/until.js';

let office: Console;
let anna: Caller;
let chief: Caller;
let editor: Caller;

async function publish(topic: string, about: string, language = 'sv'): Promise<void> {
  const place = { topic, language };
  const askedAs = Array.from('abcdefghij', (letter) => `får jag ha ${about} hemma ${letter}`);
  const text = anArticleText(about, { askedAs });
  const { n } = await office.articles.saveDraft({
    ...place,
    text,
    basedOn: 0,
    author: 'edit',
    category: 'MIL-BUL',
  });
  await office.articles.publish({ ...place, n, by: 'edit' });
}

beforeAll(async () => {
  office = await startConsole();
  await office.hire('anna', { groups: ['TRA', 'ALD'] });
  await office.hire('siv', { roles: ['supervisor'], groups: [] });
  await office.hire('edit', { roles: ['editor'], groups: [] });
  anna = await office.signIn('anna');
  chief = await office.signIn('siv');
  editor = await office.signIn('edit');
  await publish('hons', 'höns');
  await publish('bin', 'bikupor');
  await publish('bin', 'beehives', 'en');
  await until(async () => (await search('höns')).body.items.length > 0);
});
afterAll(() => office.close());

let conversations = 0;
async function opened(said: string[], more: Parameters<typeof aWish>[0] = {}) {
  const conversationId = `talk${++conversations}`;
  const entries = said.map((text) => office.log.say(conversationId, 'dl_citizen', text));
  const { handoverId } = await office.registry.openCase(aWish({ conversationId, ...more }));
  return { conversationId, handoverId, entries };
}
const suggested = (handoverId: string, who = anna) => who.get(`/api/handovers/${handoverId}/suggestions`);
const search = (q: string, more = '', who = anna) => who.get(`/api/knowledge?q=${encodeURIComponent(q)}${more}`);
const kept = async () => (await editor.get('/api/unanswered')).body.items;
const report = (body: object, who = anna) => who.post('/api/unanswered', { language: 'sv', ...body });

describe('suggestions beside a conversation', () => {
  it('answer the citizen’s last question as the citizen would read it, and say why', async () => {
    const { handoverId, entries } = await opened(['Hej!', 'Får jag ha höns på balkongen?']);
    const { status, body } = await suggested(handoverId);
    expect(status).toBe(200);
    expect(suggestionsShape.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      message: entries[1]?.id,
      question: 'Får jag ha höns på balkongen?',
      language: 'sv',
      items: [{ topic: 'hons', title: 'Om höns', language: 'sv' }, { topic: 'bin' }],
    });
    const [first, second] = body.items;
    expect(first.text).toContain('Så här gör du med höns.');
    expect(first.text).toContain('Stadsdelen.');
    expect(first.score).toBeCloseTo(body.confidence);
    expect(second.score).toBeLessThan(first.score);
    expect(first.why.words).toContainEqual({
      word: 'höns',
      known: true,
      fields: [
        { field: 'asked-as', by: 'stem' },
        { field: 'title', by: 'stem' },
        { field: 'answer', by: 'stem' },
      ],
    });
    expect(first.why.words).toContainEqual({ word: 'balkongen', known: false, fields: [] });
    expect(first.why.nearest).toMatch(/^får jag ha höns hemma/);
  });

  it('pass over what asks nothing: numbers, signs, commands to the bot, and what bot and agent said', async () => {
    const { handoverId, conversationId } = await opened(['får jag ha bikupor', '👍', '2', 'Prata med en människa']);
    office.log.say(conversationId, 'bot', 'höns höns höns');
    office.log.say(conversationId, 'agent', 'höns höns höns');
    expect((await suggested(handoverId)).body).toMatchObject({ question: 'får jag ha bikupor' });
  });

  it('are none before anything was asked', async () => {
    const { handoverId } = await opened(['2']);
    expect((await suggested(handoverId)).body).toEqual({
      message: '',
      question: '',
      language: 'sv',
      verdict: 'unknown',
      confidence: 0,
      items: [],
    });
  });

  it('leave names of places out, as the bot does', async () => {
    const { handoverId } = await opened(['höns i Bromma']);
    const [first] = (await suggested(handoverId)).body.items;
    expect(first.why.words.map(({ word }: { word: string }) => word)).toEqual(['höns', 'i']);
  });

  it('come in the citizen’s language, and in one that has an answer when theirs has none', async () => {
    const { handoverId } = await opened(['höns bikupor beehives'], { language: 'en' });
    const { body } = await suggested(handoverId);
    const languages = Object.fromEntries(
      body.items.map(({ topic, language }: Record<string, string>) => [topic, language]),
    );
    expect(languages).toEqual({ bin: 'en', hons: 'sv' });
    const hens = body.items.find(({ topic }: { topic: string }) => topic === 'hons');
    expect(hens.text).toMatch(/Swedish/);
  });

  it('do not ask what stands in place of words that were taken away', async () => {
    const { handoverId, conversationId } = await opened(['bikupor']);
    const said = office.log.say(conversationId, 'dl_citizen', 'Höns: ordet finns inte kvar', {
      channelData: { redacted: true },
    });
    expect((await suggested(handoverId)).body.question).toBe('bikupor');
    office.live.set(said.id, 'får jag ha höns');
    expect((await suggested(handoverId)).body.question).toBe('bikupor');
    await anna.post(`/api/handovers/${handoverId}/claim`);
    expect((await suggested(handoverId)).body.question).toBe('får jag ha höns');
    expect(JSON.stringify(await kept())).not.toContain('får jag ha höns');
  });

  it('show a matter of strong secrecy only to whoever has it', async () => {
    const { handoverId } = await opened(['höns'], { category: 'ALD-HEM' });
    expect(await suggested(handoverId)).toMatchObject({ status: 403, body: { code: 'Forbidden' } });
    expect((await suggested(handoverId, chief)).status).toBe(403);
    await anna.post(`/api/handovers/${handoverId}/claim`);
    expect((await suggested(handoverId)).body.question).toBe('höns');
    expect((await suggested(handoverId, chief)).status).toBe(403);
  });

  it.each(['unknown', '%00', '__proto__'])('are not there for the handover %s', async (id) => {
    expect((await suggested(id)).status).toBe(404);
  });
});

describe('a search of one’s own', () => {
  it('finds the same for an agent and a supervisor, in the citizen’s language', async () => {
    const { body } = await search('bikupor', '&language=en');
    expect(body).toMatchObject({ message: '', question: 'bikupor', items: [{ topic: 'bin', language: 'en' }] });
    expect((await search('bikupor', '&language=en', chief)).body).toEqual(body);
    expect((await search('bikupor', '&language=sv')).body.items[0].language).toBe('sv');
  });

  it.each([
    ['nothing', '', ''],
    ['blanks', '   ', ''],
    ['signs only', '?!', ''],
    ['too much', 'x'.repeat(1001), ''],
    ['no language', 'höns', '&language=<b>'],
  ])('refuses %s', async (_, q, more) => {
    expect(await search(q, more)).toMatchObject({ status: 400, body: { code: 'BadRequest' } });
  });

  it('refuses a call without a question, and survives a strange one', async () => {
    expect((await anna.get('/api/knowledge')).status).toBe(400);
    expect((await search('\u0000‮$where höns')).status).toBe(200);
  });
});

describe('a missing answer', () => {
  it('lands once among the editors’ questions, masked, however often it is told', async () => {
    const { handoverId, entries } = await opened(['får man ha orm 850709-9805']);
    const told = { text: 'får man ha orm 850709-9805', handover: handoverId, message: entries[0]?.id };
    const first = await report(told);
    expect(first.status).toBe(201);
    expect((await report(told)).body).toEqual(first.body);
    const found = (await kept()).filter(({ text }: { text: string }) => text.includes('orm'));
    expect(found).toMatchObject([{ text: 'får man ha orm […]', count: 1, why: ['rejected'], language: 'sv' }]);
    expect((await report({ ...told, message: 'another' })).status).toBe(201);
    expect((await editor.get(`/api/unanswered/${first.body.id}`)).body.count).toBe(2);
  });

  it('may be a question of the agent’s own, once each', async () => {
    const { handoverId } = await opened(['hej']);
    await report({ text: 'var köper jag grisfoder', handover: handoverId });
    const { body } = await report({ text: 'var köper jag grisfoder', handover: handoverId });
    expect((await editor.get(`/api/unanswered/${body.id}`)).body.count).toBe(1);
  });

  it('is never kept from a matter of strong secrecy, nor told of somebody else’s conversation', async () => {
    const secret = await opened(['min orm'], { category: 'ALD-HEM' });
    await anna.post(`/api/handovers/${secret.handoverId}/claim`);
    const refused = await report({ text: 'min hemliga orm', handover: secret.handoverId });
    expect(refused).toMatchObject({ status: 409, body: { code: 'TextNotKept' } });
    const other = await opened(['hej'], { category: 'MIL-BUL' });
    expect((await report({ text: 'min hemliga orm', handover: other.handoverId })).status).toBe(404);
    expect(JSON.stringify(await kept())).not.toContain('hemliga');
  });

  it.each([
    ['no text', { text: '' }],
    ['no word', { text: '123' }],
    ['too much', { text: 'x'.repeat(1001) }],
    ['no language', { text: 'orm', language: '' }],
    ['no handover', { text: 'orm', handover: undefined }],
  ])('is refused with %s', async (_, body) => {
    expect((await report({ handover: 'x', ...body })).status).toBe(400);
  });
});
