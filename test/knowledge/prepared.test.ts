import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArticles } from '../../knowledge/articles.js';
import { type Article, findAnswer, type Knowledge, knowledgeOf } from '../../knowledge/index.js';
import { prepare } from '../../knowledge/prepare.js';
import { train } from '../../knowledge/training.js';
import { anArticle, FIVE_TOPICS, IN_ENGLISH, KNOWLEDGE } from '../support/articles.js';

/** In the order of their files, as the articles of a city are read. */
const CITY = [...FIVE_TOPICS, ...IN_ENGLISH].sort((a, b) => (a.id + a.language < b.id + b.language ? -1 : 1));
const QUESTIONS = [
  'behöver jag bygglov för en altan',
  'ingen har tömt dagissoporna',
  'how do I get a library card',
  'brasplats vid stranden',
  'vad kostar det',
];
const FIRE = anArticle({
  id: 'elda',
  title: 'Elda utomhus',
  askedAs: ['får jag elda i trädgården', 'brasplats vid stranden', 'är det eldningsförbud'],
  answer: 'Du får elda på en brasplats om det inte råder eldningsförbud.',
});

const anew = (articles: readonly Article[]) => knowledgeOf(articles, { directory: KNOWLEDGE });
const findings = (knowledge: Knowledge, questions = QUESTIONS) =>
  questions.map((text) => findAnswer(knowledge, { text }));

describe('what a build prepares of the articles', () => {
  let folder: string;
  let unfit: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kontaktcenter-prepared-'));
    unfit = [];
    prepare(CITY, folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Nothing is learnt here unless a test says so: what is known comes from the folder. */
  const opened = (articles: readonly Article[] = CITY, atOnce: readonly string[] = []) =>
    knowledgeOf(articles, {
      directory: KNOWLEDGE,
      atOnce,
      prepared: { folder, onUnfit: (language, why) => unfit.push(`${language} ${why}`) },
    });
  const swedish = () => join(folder, 'sv.bin');

  it('gives the same findings to the last digit as the articles themselves', () => {
    expect(findings(opened())).toEqual(findings(anew(CITY)));
    expect(findAnswer(opened(), { text: 'behöver jag bygglov' }).reasons.likelihood).toBeGreaterThan(0.3);
    expect(unfit).toEqual([]);
  });

  it('gives the same findings for the real articles, with and without a stemmer', () => {
    const real = readArticles(KNOWLEDGE).filter(({ language }) => ['es', 'so'].includes(language));
    prepare(real, folder);
    const asked = real.flatMap(({ askedAs }) => askedAs.slice(0, 1).map((text) => `${text.slice(1)} dokument`));
    expect(asked.length).toBeGreaterThan(150);
    expect(findings(opened(real), asked)).toEqual(findings(anew(real), asked));
    expect(unfit).toEqual([]);
  });

  it('leaves nothing to be learnt', async () => {
    const knowledge = opened();
    const train = jest.fn();
    expect(await knowledge.taught(train)).toBe(knowledge);
    expect(train).not.toHaveBeenCalled();
  });

  it('is followed by an edit as if all had been learnt here', async () => {
    const edited = await opened().with({ changed: [FIRE] });
    const learnt = await edited.taught(async (set) => train(set));
    const same = await (await anew(CITY).with({ changed: [FIRE] })).taught(async (set) => train(set));
    expect(findings(learnt)).toEqual(findings(same));
    expect(findAnswer(learnt, { text: 'brasplats vid stranden' }).reasons.likelihood).toBeGreaterThan(0.3);
  });

  it('is not used for a language whose articles say something else now', () => {
    const edited = CITY.map((article) =>
      article.id === 'bygglov' && article.language === 'sv'
        ? { ...article, askedAs: [...article.askedAs, 'bygga en friggebod'] }
        : article,
    );
    expect(findings(opened(edited, ['sv']))).toEqual(findings(anew(edited)));
    expect(unfit).toEqual(['sv outdated']);
  });

  it.each<[string, (file: string) => void, string]>([
    ['has one wrong byte', (file) => flipByteAt(file, 0.9), 'damaged'],
    ['has one wrong byte in its text', (file) => flipByteAt(file, 0.1), 'damaged'],
    ['was cut short', (file) => truncateSync(file, 2000), 'damaged'],
    ['is empty', (file) => truncateSync(file, 0), 'damaged'],
    ['is something else', (file) => writeFileSync(file, 'not what was prepared\n'.repeat(100)), 'damaged'],
    ['is gone', (file) => rmSync(file), 'missing'],
  ])('is not used when the file %s, and the language is learnt here', (_what, harm, why) => {
    harm(swedish());
    expect(findings(opened(CITY, ['sv']))).toEqual(findings(anew(CITY)));
    expect(unfit).toEqual([`sv ${why}`]);
  });

  it('is written anew over what was there', () => {
    truncateSync(swedish(), 10);
    prepare(CITY, folder);
    expect(findings(opened())).toEqual(findings(anew(CITY)));
    expect(unfit).toEqual([]);
  });
});

function flipByteAt(file: string, share: number): void {
  const bytes = readFileSync(file);
  const at = Math.floor(bytes.length * share);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
