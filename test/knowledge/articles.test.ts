import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readArticleLines, readArticles } from '../../knowledge/articles.js';
import { checkKnowledge, type Problem } from '../../knowledge/check.js';
import { PROBLEM_VALUES, type TextProblem } from '../../knowledge/problem.js';
import { KNOWLEDGE } from '../support/articles.js';

const FACTS = `
phone:
  city: { value: "08-508 00 000", status: sourced, sourceKind: official, source: "https://example.org/" }
  rumour: { value: "08-111 11 11", status: sourced, sourceKind: third-party, source: "https://example.org/" }
period:
  guarantee: { value: { sv: "tre månader", en: "three months" }, status: statute, sourceKind: statute, source: "law" }
  swedishOnly: { value: { sv: "en vecka" }, status: statute, sourceKind: statute, source: "law" }
amount:
  fee: { value: "1 500 kr", status: sourced, sourceKind: official, source: "https://example.org/" }
  confirmedFee: { value: "1 500 kr", status: sourced, sourceKind: official, source: "https://example.org/", verified: true }
`;

const QUESTIONS = [
  'hur söker jag dagis',
  'förskolekö',
  'plats på förskola',
  'när börjar inskolningen',
  'barnomsorg till tvååring',
  'ställa barnet i kö',
  'vilka förskolor finns',
  'syskonförtur förskola',
  'barnet ska börja hos er',
  'platsgaranti',
];

interface Form {
  title: string;
  askedAs: readonly string[];
  answer: string;
  more: string;
  checkedOn: string;
}

function article(given: Partial<Form> = {}): string {
  const form = {
    title: 'Söka förskola',
    askedAs: QUESTIONS,
    answer: 'Du får plats inom {{period.guarantee}}.',
    more: '',
    checkedOn: '2026-11-01',
    ...given,
  };
  return `# ${form.title}

## Asked as
${form.askedAs.map((text) => `- ${text}`).join('\n')}

## Answer
${form.answer}

## Without the internet
Ring {{phone.city}}.

## Responsible
Stadsdelen.
${form.more}
## Source
- skollagen

## Checked on
${form.checkedOn}
`;
}

const SV = 'articles/FSK-KO/forskola/sv.md';
const EN = 'articles/FSK-KO/forskola/en.md';

describe('the articles of a folder', () => {
  let directory: string;
  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'articles-')), 'knowledge');
    write('facts.yaml', FACTS);
    for (const name of ['language-model.bin', 'gate.json']) copyOf(name);
  });
  afterEach(() => rmSync(dirname(directory), { recursive: true, force: true }));

  function write(path: string, text: string | Buffer): void {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  function copyOf(name: string): void {
    const { readFileSync } = jest.requireActual<typeof import('node:fs')>('node:fs');
    write(name, readFileSync(join(KNOWLEDGE, name)));
  }
  function problemsOf(languages: readonly string[] = ['sv']): Problem[] {
    return checkKnowledge({ directory, languages, today: '2026-11-21' });
  }
  const errors = () => problemsOf().filter(({ level }) => level === 'error');
  const lineOf = (text: string, wanted: string) => text.split('\n').findIndex((line) => line.includes(wanted)) + 1;

  it('are read with their facts in place', () => {
    write(SV, article({ more: '\n## District skarholmen\nTre öppna förskolor.\n' }));
    expect(readArticles(directory)).toMatchObject([
      {
        id: 'forskola',
        category: 'FSK-KO',
        language: 'sv',
        version: 1,
        title: 'Söka förskola',
        askedAs: QUESTIONS,
        answer: 'Du får plats inom tre månader.',
        withoutInternet: 'Ring 08-508 00 000.',
        responsible: 'Stadsdelen.',
        districts: { skarholmen: 'Tre öppna förskolor.' },
        sources: ['skollagen'],
        checkedOn: '2026-11-01',
      },
    ]);
  });

  it('never show a fact that must not be shown', () => {
    write(SV, article({ answer: 'Avgiften är {{amount.fee}}, ring {{phone.rumour}}.' }));
    expect(readArticles(directory)[0]?.answer).toBe('Avgiften är , ring .');
  });

  it('pass the check when all is well', () => {
    write(SV, article());
    expect(problemsOf()).toEqual([]);
  });

  it.each([
    ['a missing title', { title: '' }, 'needs a title'],
    ['too few questions', { askedAs: QUESTIONS.slice(0, 7) }, 'has 7 questions'],
    ['an unknown section', { more: '\n## Good to know\nJa.\n' }, 'is no section'],
    ['an unknown fact', { answer: 'Se {{link.nowhere}}.' }, '{{link.nowhere}} is not in facts.yaml'],
    ['a fact from a third party', { answer: 'Ring {{phone.rumour}}.' }, 'must not be shown'],
    ['an unverified amount', { answer: 'Det kostar {{amount.fee}}.' }, 'verified: true'],
    ['a link without a target', { answer: 'Se [sidan]().' }, 'leads nowhere: "[sidan]()"'],
    ['a link to a word', { answer: 'Se [sidan](här).' }, 'leads nowhere: "[sidan](här)"'],
    ['a link without an end', { answer: 'Se [sidan]({{link.page' }, 'leads nowhere'],
    ['a section without text', { answer: '' }, 'needs a section "## Answer"'],
    ['a bare phone number', { answer: 'Ring 08-508 00 508.' }, 'bare phone number'],
    ['a bare link', { answer: 'Se https://stad.example/a.' }, 'bare link'],
    ['a bare amount', { answer: 'Det kostar 250 kronor.' }, 'bare amount'],
    ['a bare e-mail address', { answer: 'Skriv till a@b.example.' }, 'bare e-mail address'],
    ['an impossible date', { checkedOn: '2026-02-30' }, 'is no date'],
    ['a date to come', { checkedOn: '2027-01-01' }, 'yet to come'],
  ])('are refused for %s', (_what, given, message) => {
    write(SV, article(given));
    expect(errors().map((problem) => problem.message)).toEqual([expect.stringContaining(message)]);
    for (const { code, values } of errors() as TextProblem[]) expect(Object.keys(values)).toEqual(PROBLEM_VALUES[code]);
  });

  it('need every section', () => {
    write(SV, article().replace(/## Responsible\n.*\n/, ''));
    expect(errors().map(({ message }) => message)).toEqual(['needs a section "## Responsible" with text']);
  });

  it('are refused in a language nobody is served in, by name, and the others stay', () => {
    write(SV, article());
    write('articles/FSK-KO/forskola/xx.md', article({ answer: 'Ja.' }));
    const problems = checkKnowledge({ directory, languages: ['sv'], served: ['sv', 'en'], today: '2026-11-21' });
    expect(problems.filter(({ level }) => level === 'error')).toMatchObject([
      { file: 'knowledge/articles/FSK-KO/forskola/xx.md', code: 'languageNotServed' },
    ]);
  });

  it('are refused when they say the same as another', () => {
    write(SV, article());
    write('articles/FSK-KO/copy/sv.md', article({ askedAs: QUESTIONS.map((question) => `${question} igen`) }));
    expect(errors()).toMatchObject([
      { file: 'knowledge/articles/FSK-KO/forskola/sv.md', line: 15, code: 'answerTwice', values: { topic: 'copy' } },
    ]);
  });

  it('may show an amount that somebody at the city has confirmed', () => {
    write(SV, article({ answer: 'Det kostar {{amount.confirmedFee}}.' }));
    expect(errors()).toEqual([]);
  });

  it('are named with file and line, so that the editor finds the place', () => {
    const text = article({ answer: 'Först detta.\nRing 08-508 00 508.' });
    write(SV, text);
    expect(errors()).toMatchObject([{ file: `knowledge/${SV}`, line: lineOf(text, 'Ring 08-508 00 508') }]);
  });

  it('are needed in every language that is offered', () => {
    write(SV, article());
    expect(problemsOf(['sv', 'en'])).toMatchObject([
      { file: `knowledge/${EN}`, message: expect.stringContaining('is missing') },
    ]);
  });

  it('need their facts in their own language', () => {
    const english = QUESTIONS.map((question) => `${question} in English`);
    write(SV, article());
    write(EN, article({ askedAs: english, answer: 'Within {{period.swedishOnly}}.' }));
    expect(errors().map(({ message }) => message)).toEqual([expect.stringContaining('has no text in "en"')]);
  });

  it('may not share a question', () => {
    write(SV, article());
    write(
      'articles/SKO-VAL/skolval/sv.md',
      article({ answer: 'Du söker.', askedAs: ['Förskolekö?', ...QUESTIONS.slice(1).map((q) => `${q} skola`)] }),
    );
    expect(errors().map(({ message }) => message)).toEqual([
      expect.stringContaining('a question belongs to one topic'),
    ]);
  });

  it('are listed, but not refused, when nobody has checked them for a year', () => {
    write(SV, article({ checkedOn: '2025-10-01' }));
    expect(problemsOf()).toMatchObject([{ level: 'warning', message: expect.stringContaining('more than 12 months') }]);
  });

  it('are listed, but not refused, for a very long sentence', () => {
    write(SV, article({ answer: `${'mycket '.repeat(30)}.` }));
    expect(problemsOf()).toMatchObject([{ level: 'warning', message: expect.stringContaining('30 words') }]);
  });
});

describe('another collection of answers', () => {
  it('is read a line at a time, with whatever it has', () => {
    const lines = '{"id":"a","lang":"sv","answer":"Ja."}\n\n{"id":"b","lang":"en","title":"T","questions":["q"]}\n';
    expect(readArticleLines(lines)).toMatchObject([
      { id: 'a', language: 'sv', title: '', askedAs: [], answer: 'Ja.' },
      { id: 'b', language: 'en', title: 'T', askedAs: ['q'], answer: '' },
    ]);
  });

  it('is refused with the line that is broken', () => {
    expect(() => readArticleLines('{"id":"a","lang":"sv"}\n{oops')).toThrow('line 2 is no JSON');
    expect(() => readArticleLines('{"id":"a"}')).toThrow('needs "id" and "lang"');
  });
});
