import { join } from 'node:path';
import { detectLanguage } from '../../knowledge/language.js';
import { readModel, unpackModel } from '../../knowledge/language-model.js';
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
  it.each(['dagis', 'bygglov', 'soptunnan', 'lånekort', 'forskolekon'])('are Swedish: %s', (word) => {
    expect(aSmallCity().detect(word).language).toBe('sv');
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
});
