import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActivityLog } from '../../store/activity-log.js';
import { openStore } from '../../store/index.js';
import {
  closeCentres,
  type Shown,
  startCentre,
  type TestAgent,
  type TestCentre,
  type TestCitizen,
} from '../support/start-centre.js';
import { city, knowledge, locales } from '../support/talk-to.js';
import { inThe, startTranslator, type TestTranslator } from '../support/translator.js';
import { until } from '../support/until.js';

const say = (key: string, values?: Record<string, unknown>) => locales.say('ar', key, values);
const PERSON = (locales.file('ar', 'words').human as string[])[0] ?? '';
const LAMP = 'المصباح في شارع Storgatan 5 لا يعمل منذ أسبوع، رقمي 070-123 45 67';
const ANSWER = 'Tack! Fråga efter Anna Berg på 08-508 00 508, ärende KC-2026-000123, före kl. 16.30.';
const isArabic = (text: string) => /^[\p{Script=Arabic}\s؟]{20,}$/u.test(text);
const WASTE = knowledge.article('grovavfall', 'ar')?.askedAs.find(isArabic) ?? '';
const NAME = 'anna Svarsson';

interface Message {
  from: string;
  text: string;
  language: string;
  translation?: { language: string; text: string };
}
interface Detail {
  transcript: Message[];
  translated?: { spoken: string; read: string };
}

let translator: TestTranslator;
let centre: TestCentre;
let agent: TestAgent;
let citizen: TestCitizen;
let path: string;
let number: string;
let dataDir: string;

beforeEach(async () => {
  translator = await startTranslator();
  dataDir = mkdtempSync(join(tmpdir(), 'kontaktcenter-'));
});
afterEach(async () => {
  await closeCentres();
  await translator.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const seen = async (kind: string) =>
  (await citizen.sees()).filter(({ channelData }) => channelData?.reply?.kind === kind);
const fromCitizen = async () => (await citizen.sees()).filter(({ from }) => from.id !== 'bot');
const fromAgent = () => seen('agent');
const words = (shown: Shown | undefined) => shown?.text.replace(/[\u2066-\u2069]/g, '');
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '');
const detail = async () => (await agent.get(path)).body as unknown as Detail;
const written = async (from: string) => (await detail()).transcript.filter((one) => one.from === from);
const writes = (text: string) => agent.post(`${path}/messages`, { text });
const begun = () => plain(say('translation.begun', { name: NAME }));

/** A folder that outlives the program. */
const kept = () => ({ DATA_DIR: dataDir, MONGODB_URI: '' });

/** The program ends and begins again where it was. */
async function restart(between = () => {}) {
  const { port } = new URL(centre.url);
  await centre.close();
  between();
  centre = await startCentre({ env: { ...kept(), ...translator.env, PORT: port } });
}

/** Everything that lies in the log of the conversation, while nobody runs. */
async function everythingKept(): Promise<string> {
  const store = await openStore({ dataDir });
  const log = createActivityLog({ connection: store.connection, bus: { publish() {} }, now: () => new Date() });
  const all = JSON.stringify(await log.after(citizen.conversationId, 0));
  await store.close();
  return all;
}

const allTranslated = () =>
  until(async () => (await written('citizen')).every(({ translation }) => translation !== undefined));

interface Opening {
  env?: Record<string, string>;
  languages?: string[];
  question?: string;
}

/** An Arabic citizen has asked for a person; an agent at work takes them. */
async function talking({ env = translator.env, languages = ['sv', 'en'], question }: Opening = {}) {
  centre = await startCentre({ env: { ...kept(), ...env } });
  agent = await centre.agent('anna', Object.keys(city.groups), { languages });
  citizen = await centre.citizen('ar');
  if (question) await citizen.says(question);
  await citizen.says(PERSON);
  const [item] = (await agent.get('/api/handovers?state=waiting')).body.items;
  path = `/api/handovers/${item?.id}`;
  number = String(item?.caseNumber);
  expect(translator.asked).toEqual([]);
  await agent.post(`${path}/claim`);
}

describe('a citizen and an agent who share no language', () => {
  it('are both told at the start that a machine translates', async () => {
    await talking();
    expect((await seen('notice')).map(words)).toEqual([begun()]);
    expect((await detail()).translated).toEqual({ spoken: 'ar', read: 'sv' });
  });

  it('reads what the citizen writes in both languages, the original first, with numbers and addresses as they were', async () => {
    await talking();
    await citizen.says(LAMP);
    const message = await until(
      async () => (await written('citizen')).at(-1),
      (one) => one?.translation !== undefined,
    );
    expect(message).toMatchObject({
      text: LAMP,
      language: 'ar',
      translation: { language: 'sv', text: inThe('sv', LAMP) },
    });
    const asked = translator.asked.at(-1);
    expect(asked).toMatchObject({ source: 'ar', target: 'sv', format: 'text' });
    expect(asked?.q).not.toMatch(/Storgatan|070|67/);
    // The citizen knows what they wrote.
    expect(JSON.stringify(await citizen.sees())).not.toContain('svenska:');
  });

  it('reads also what the citizen wrote to the bot and in the queue, once somebody has taken it', async () => {
    await talking({ question: WASTE });
    await allTranslated();
    expect((await written('citizen')).map(({ translation }) => translation?.text)).toContain(inThe('sv', WASTE));
    const asked = translator.asked.map(({ q }) => q);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('gets the agent’s words translated and as they were written, in one message of the citizen’s language', async () => {
    await talking();
    expect((await writes(ANSWER)).status).toBe(201);
    const [shown, ...more] = await fromAgent();
    expect(more).toEqual([]);
    const values = { text: inThe('ar', ANSWER), original: ANSWER, name: NAME };
    expect(words(shown)).toBe(plain(say('translation.ofAgent', values)));
    // Or its sentences would change places between the Arabic ones.
    expect(shown?.text).toContain(`\u2068${ANSWER}\u2069`);
    expect(shown).toMatchObject({ locale: 'ar', from: { name: NAME } });
    expect(translator.asked.at(-1)?.q).not.toMatch(/Berg|508|KC|16/);
    const [message] = await written('agent');
    expect(message).toMatchObject({ text: ANSWER, language: 'sv', translation: { language: 'ar' } });
    expect(plain(message?.translation?.text ?? '')).toBe(inThe('ar', ANSWER));
  });

  it('gets the agent’s last words translated as well', async () => {
    await talking();
    await agent.post(`${path}/close`, { resolution: 'answered', category: 'ALL-OVR', text: ANSWER });
    const [shown] = await fromAgent();
    expect(words(shown)).toContain(inThe('ar', ANSWER));
    expect(words(shown)).toContain(ANSWER);
  });

  it('has both texts in the case and in what the citizen may keep, also after a restart', async () => {
    await talking();
    await citizen.says(LAMP);
    await writes(ANSWER);
    await until(async () => (await written('citizen')).at(-1)?.translation !== undefined);
    const before = (await detail()).transcript;
    const inCase = (await agent.get(`/api/cases/${number}`)).body as unknown as Detail;
    expect(inCase.transcript).toEqual(before);
    const asked = translator.asked.length;
    await restart();
    expect((await detail()).transcript).toEqual(before);
    await writes('Hej då, vi hörs snart igen.');
    expect(translator.asked).toHaveLength(asked + 1);
    await citizen.says((locales.file('ar', 'words').transcript as string[])[0] ?? '');
    const file = (await citizen.sees()).findLast(({ attachments }) => attachments?.length)?.attachments?.[0];
    const chat = plain(await (await fetch(String(file?.contentUrl))).text());
    for (const text of [LAMP, inThe('sv', LAMP), ANSWER, inThe('ar', ANSWER)]) expect(chat).toContain(text);
  });
});

describe('what is not translated', () => {
  it('is what a citizen writes to the bot', async () => {
    await talking({ languages: ['sv', 'ar'], question: WASTE });
    await citizen.says(LAMP);
    await writes(ANSWER);
    expect(translator.asked).toEqual([]);
    expect(await seen('notice')).toEqual([]);
    expect((await detail()).translated).toBeUndefined();
    expect((await fromAgent()).map(({ text }) => text)).toEqual([ANSWER]);
  });

  it('is anything when no translator is set', async () => {
    await talking({ env: {} });
    await citizen.says(LAMP);
    await writes(ANSWER);
    expect(await seen('notice')).toEqual([]);
    expect((await fromAgent()).map(({ text }) => text)).toEqual([ANSWER]);
    expect((await written('citizen')).at(-1)).not.toHaveProperty('translation');
  });

  it('is a matter of strong secrecy: not a word of it leaves us', async () => {
    const question = knowledge.article('ekonomiskt-bistand', 'ar')?.askedAs[0] ?? '';
    await talking({ question });
    expect((await agent.get(path)).body).toMatchObject({ secrecy: 'strong' });
    await citizen.says(LAMP);
    await writes(ANSWER);
    await agent.post(`${path}/close`, { resolution: 'answered', category: 'EKO-EB', text: ANSWER });
    expect((await fromAgent()).map(({ text }) => text)).toContain(ANSWER);
    expect(translator.asked).toEqual([]);
    expect(await seen('notice')).toEqual([]);
  });

  it('is what tells of an emergency, or a personal number', async () => {
    await talking();
    await citizen.says('زوجي يضربني');
    await citizen.says('رقمي الشخصي 850101-1236 وأحتاج إلى مساعدة');
    await until(() => translator.asked.some(({ q }) => q.includes('مساعدة')));
    expect(translator.asked.filter(({ q }) => /زوجي|850101|1236/.test(q))).toEqual([]);
    const message = (await written('citizen')).at(-1);
    expect(message?.translation?.text).toContain('******-****');
  });

  it('is what a citizen’s client says is a translation (bad input: forged words of the machine)', async () => {
    await talking({ env: {} });
    const [{ id } = { id: '' }] = await fromCitizen();
    const translation = { language: 'sv', text: 'Jag hotar er', engine: 'machine' };
    await citizen.sends({
      type: 'translation',
      replyToId: id,
      channelData: { translation: { ...translation, of: id } },
    });
    await citizen.sends({ type: 'message', text: LAMP, channelData: { translation } });
    await until(async () => (await written('citizen')).at(-1)?.text === LAMP);
    expect(JSON.stringify(await detail())).not.toContain('hotar');
  });

  it('is what an agent writes in the citizen’s own language, and what is only a number', async () => {
    await talking();
    await citizen.says('070-123 45 67');
    const asked = translator.asked.length;
    await writes('شكراً، سنصلح المصباح غداً.');
    await writes('08-508 00 508');
    expect((await fromAgent()).map(words)).toEqual(['شكراً، سنصلح المصباح غداً.', '08-508 00 508']);
    expect(translator.asked).toHaveLength(asked);
  });
});

describe('a translator that fails', () => {
  it.each([
    500, 400,
  ])('delays nothing and loses nothing (%s): the words come as they are, and say so', async (status) => {
    await talking();
    translator.answer(status);
    await citizen.says(LAMP);
    await writes(ANSWER);
    const [shown] = await fromAgent();
    expect(words(shown)).toBe(plain(say('translation.failed', { original: ANSWER })));
    const message = await until(
      async () => (await written('citizen')).at(-1),
      (one) => one?.translation !== undefined,
    );
    expect(message).toMatchObject({ text: LAMP, translation: { text: '' } });
    expect(await written('agent')).toMatchObject([{ text: ANSWER, language: 'sv', translation: { text: '' } }]);
  });

  it('with a number lost on the way is worse than none: the original is shown', async () => {
    await talking();
    translator.answer('losing marks');
    await citizen.says(LAMP);
    await writes(ANSWER);
    expect(words((await fromAgent())[0])).toBe(plain(say('translation.failed', { original: ANSWER })));
    await until(async () => (await written('citizen')).at(-1)?.translation?.text === '');
  });

  it('and never answers holds no message back; what comes late follows, and stands once in the transcript', async () => {
    await talking();
    await allTranslated();
    translator.answer('not answering');
    const sent = writes(ANSWER);
    await until(() => translator.asked.some(({ target }) => target === 'ar'));
    const overtaken = writes('08-508 00 508');
    expect((await sent).status).toBe(201);
    await overtaken;
    expect((await fromAgent()).map(({ text }) => text)).toEqual([ANSWER, '08-508 00 508']);
    translator.wake();
    const late = await until(fromAgent, ({ length }) => length === 3);
    expect(words(late[2])).toContain(inThe('ar', ANSWER));
    expect(words(late[2])).toContain(ANSWER);
    const said = await written('agent');
    expect(said.map(({ text }) => text)).toEqual([ANSWER, '08-508 00 508']);
    expect(plain(said[0]?.translation?.text ?? '')).toBe(inThe('ar', ANSWER));
  });

  it('is not waited for when the program ends, and what it left is taken up at the next start', async () => {
    await talking();
    await allTranslated();
    translator.answer('not answering');
    await citizen.says(LAMP);
    await until(() => translator.asked.some(({ q }) => q.includes('المصباح')));
    await restart(() => translator.answer('well'));
    await until(async () => (await written('citizen')).at(-1)?.translation?.text === inThe('sv', LAMP));
  });

  it('lets nothing come after the end of a conversation that turns out to be secret', async () => {
    await talking();
    await allTranslated();
    translator.answer('not answering');
    await citizen.says(LAMP);
    await until(() => translator.asked.some(({ q }) => q.includes('المصباح')));
    await agent.post(`${path}/close`, { resolution: 'answered', category: 'EKO-EB' });
    await citizen.says(PERSON);
    translator.wake();
    const [item] = (await agent.get('/api/handovers?state=waiting')).body.items;
    path = `/api/handovers/${item?.id}`;
    await agent.post(`${path}/claim`);
    await citizen.says(WASTE);
    await until(async () => (await written('citizen')).at(-1)?.translation !== undefined);
    await restart();
    await centre.close();
    expect(await everythingKept()).not.toContain('المصباح');
  });
});
