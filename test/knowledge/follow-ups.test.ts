import { join } from 'node:path';
import { readArticles } from '../../knowledge/articles.js';
import { findAnswer, knowledgeOf } from '../../knowledge/index.js';

const directory = join(__dirname, '..', '..', 'knowledge');
const city = knowledgeOf(readArticles(directory), { directory, atOnce: [] });

/** How people ask further about what they were just told, and for its price. */
const FURTHER: Record<string, { further: string[]; price: string }> = {
  sv: { further: ['och när får jag svar', 'var?'], price: 'vad kostar det' },
  en: { further: ['and when do I get it', 'where?'], price: 'how much is it' },
  fi: { further: ['millon saan vastauksen', 'mitä papereita pitää olla'], price: 'mitä se maksaa' },
  ar: { further: ['ايمتى بيجي الرد', 'وشو الاوراق المطلوبة', 'وين'], price: 'وكم السعر' },
  fa: { further: ['کی جوابش میاد', 'چه مدارکی لازمه'], price: 'هزینش چنده' },
  so: { further: ['goorma ayaa jawaabta la helaa', 'meeshee laga codsadaa'], price: 'qiimuhu waa imisa' },
  pl: { further: ['kiedy dostanę odpowiedź', 'jakie papiery są potrzebne'], price: 'a ile się płaci' },
  es: { further: ['y cuando me contestan', 'que documentos piden'], price: 'y cuanto cuesta eso' },
  uk: { further: ['а коли буде рішення', 'які папери потрібні'], price: 'а яка ціна' },
  tr: { further: ['peki cevap ne zaman gelir', 'hangi evraklar gerekli'], price: 'kaç para peki' },
};

describe.each(Object.entries(FURTHER))('asked further in %s', (language, { further, price }) => {
  const asked = (text: string, last: string) => findAnswer(city, { text, language, last }).ranking[0]?.id;

  it.each(further)('"%s" is about what was answered last', (text) => {
    expect(asked(text, 'parkering-rorelsehindrad')).toBe('parkering-rorelsehindrad');
  });

  it('a price is found among the topics beside it', () => expect(asked(price, 'forskola-ko')).toBe('forskola-avgift'));

  it('a price is not looked for where it is another thing that costs', () => {
    expect(asked(price, 'fordonsflytt')).toBe('fordonsflytt');
  });

  it('says nothing by itself', () => {
    expect(findAnswer(city, { text: further[0] ?? '', language }).ranking[0]?.id).not.toBe('parkering-rorelsehindrad');
  });
});

describe('a word of Swedish among words of another language', () => {
  it.each([
    ['شلون اقدم försörjningsstöd', 'ar'],
    ['miten haetaan försörjningsstödiä', 'fi'],
    ['waxaan rabaa inaan ansöka försörjningsstöd', 'so'],
    ['chcę złożyć wniosek o försörjningsstöd', 'pl'],
    ['quiero pedir försörjningsstöd', 'es'],
    ['хочу подати на försörjningsstöd', 'uk'],
    ['försörjningsstöd için başvuracağım', 'tr'],
  ])('"%s" is asked in %s', (text, language) => expect(city.detect(text, { [language]: 6 }).language).toBe(language));

  it.each([
    'försörjningsstöd',
    'hur söker jag försörjningsstöd',
    'parkeringstillstånd ansökan',
  ])('"%s" is Swedish', (text) => expect(city.detect(text).language).toBe('sv'));
});
