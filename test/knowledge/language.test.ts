import { statSync } from 'node:fs';
import { join } from 'node:path';
import { detectLanguage } from '../../knowledge/language.js';
import { readModel, unpackModel } from '../../knowledge/language-model.js';
import { measureLanguages } from '../../knowledge/measure-languages.js';
import { learnLanguages } from '../../knowledge/train-language.js';
import { aSmallCity, KNOWLEDGE } from '../support/articles.js';

const model = readModel(join(KNOWLEDGE, 'language-model.bin'));
const languageOf = (text: string) => detectLanguage(text, model).language;

describe('the language of a question', () => {
  it.each([
    ['sv', 'Hur gör jag för att överklaga beslutet?'],
    ['sv', 'hur gor jag for att overklaga beslutet'],
    ['en', 'How do I appeal against the decision?'],
    ['no', 'Jeg ønsker å søke om barnehageplass, hva må jeg gjøre først?'],
    ['da', 'Hvordan klager jeg over afgørelsen, og hvornår får jeg svar?'],
    ['fi', 'Miten voin hakea päivähoitopaikkaa lapselleni?'],
    ['de', 'Wie kann ich einen Platz im Kindergarten beantragen?'],
    ['fr', 'Comment puis-je demander une place à la crèche ?'],
    ['es', '¿Cómo puedo solicitar una plaza en la guardería?'],
    ['pl', 'Jak mogę zapisać dziecko do przedszkola?'],
    ['tr', 'Çocuğumu anaokuluna nasıl kaydettirebilirim?'],
    ['so', 'Sideen ilmahayga ugu qori karaa xannaanada carruurta?'],
    ['ar', 'كيف يمكنني تسجيل طفلي في الروضة؟'],
    ['fa', 'چگونه می‌توانم فرزندم را در مهد کودک ثبت نام کنم؟'],
    ['ru', 'Как записать ребёнка в детский сад?'],
    ['uk', 'Як записати дитину до дитячого садка?'],
  ])('is %s: %s', (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each([
    ['el', 'Πώς μπορώ να κάνω αίτηση;'],
    ['ti', 'ከመይ ጌረ የመልክት'],
    ['th', 'ฉันจะสมัครได้อย่างไร'],
  ])('is told by the script alone where only one language uses it: %s', (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it('is never sure where nothing was written', () => {
    expect(detectLanguage('', model).margin).toBe(0);
    expect(detectLanguage('12345 ???', model).margin).toBe(0);
  });

  it.each([
    '',
    '2026-11-21',
    '08-508 00 000',
    '🙂🙂',
    '?!',
  ])('without a letter is not sure, and the talk so far decides: %j', (text) => {
    expect(aSmallCity().detect(text, { en: 6 })).toEqual({ language: 'en', sure: false });
  });

  it.each([
    ['ar', 'شكرا for the help أريد أن أعرف'],
    ['sv', 'Vad betyder Ευχαριστώ på svenska, och var frågar jag?'],
    ['ru', 'Где находится Medborgarplatsen и как туда попасть?'],
  ])('is that of most of its letters where scripts are mixed: %s, %s', (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each([
    ['fi', 'milloin paivahoitopaikka myonnetaan ja paljonko se maksaa'],
    ['es', 'cuando empieza el ano escolar y que necesita mi nina'],
    ['tr', 'cocugumu okula nasil yazdirabilirim ve ucret ne kadar'],
    ['pl', 'kiedy moge odebrac smieci i gdzie zglosic halas'],
    ['fa', 'چگونه مي توانم براي فرزندم در مهد كودك جا بگيرم'],
  ])('is told without the letters that a keyboard lacks: %s, %s', (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it('is read off the beginning of a very long text', () => {
    const start = 'Hej, jag undrar hur jag ansöker om plats i förskolan för min dotter. '.repeat(30);
    const long = `${start}${'and then another word '.repeat(10_000)}`;
    expect(detectLanguage(long, model)).toEqual(detectLanguage(start, model));
  });

  it('follows the language of the page when the words do not say', () => {
    const { language } = detectLanguage('info', model, { priors: { pl: 1000 } });
    expect(language).toBe('pl');
  });

  it('does not let the page outvote a whole sentence', () => {
    const { language } = detectLanguage('How do I apply for a place for my child?', model, { priors: { sv: 50 } });
    expect(language).toBe('en');
  });
});

describe('short Swedish keywords of the city', () => {
  it.each(['dagis', 'bygglov', 'lånekort', 'forskolekon'])('are Swedish before anything else is known: %s', (word) => {
    expect(aSmallCity().detect(word).language).toBe('sv');
  });

  it.each(['soptunnan', 'klotter', 'sophämtning', 'parkering'])('are Swedish in a Swedish talk: %s', (word) => {
    expect(aSmallCity().detect(word, { sv: 6 }).language).toBe('sv');
  });
});

describe("a neighbour's words", () => {
  it.each([
    ['no', 'barnehageplass'],
    ['da', 'børnehaveplads'],
    ['fi', 'päiväkoti'],
  ])('are not taken for Swedish on a page without a talk: %s, %s', (language, word) => {
    expect(aSmallCity().detect(word).language).toBe(language);
  });
});

describe('the model', () => {
  it('takes little room on disk and in memory', () => {
    const memory = model.keys.byteLength + model.rows.byteLength + model.weights.byteLength;
    expect(statSync(join(KNOWLEDGE, 'language-model.bin')).size).toBeLessThan(5_000_000);
    expect(memory).toBeLessThan(20_000_000);
  });
});

describe('learning languages from sentences', () => {
  it('tells apart what it has seen, counting both written forms of Norwegian as one', () => {
    const learned = unpackModel(
      learnLanguages([
        { lang: 'nb', text: 'jeg vet ikke hva dette er' },
        { lang: 'nn', text: 'eg veit ikkje kva dette er' },
        { lang: 'en', text: 'I do not know what this is' },
      ]),
    );
    expect(learned.languages).toEqual(['en', 'no']);
    expect(detectLanguage('ikkje veit', learned).language).toBe('no');
    expect(detectLanguage('know what', learned).language).toBe('en');
  });

  it('gives the same file for the same sentences', () => {
    const sentences = [
      { lang: 'sv', text: 'var ligger biblioteket' },
      { lang: 'da', text: 'hvor ligger biblioteket' },
    ];
    expect(learnLanguages(sentences).equals(learnLanguages(sentences))).toBe(true);
  });

  it('learns what sets a neighbour apart although most words are the same', () => {
    const learned = unpackModel(
      learnLanguages([
        { lang: 'sv', text: 'var ligger biblioteket och när öppnar det' },
        { lang: 'da', text: 'hvor ligger biblioteket og hvornår åbner det' },
      ]),
    );
    const right = measureLanguages(learned, [
      { lang: 'sv', text: 'biblioteket öppnar' },
      { lang: 'da', text: 'biblioteket åbner' },
    ]);
    expect(right.sentence).toEqual({ sv: 100, da: 100, all: 100 });
  });
});
