import { renderArticle } from '../../dialogs/render-article.js';
import { anArticle } from '../support/articles.js';
import { city, locales } from '../support/talk-to.js';

const sourcesOf = (sources: string[]) => {
  const article = anArticle({ id: 'bygglov', answer: 'Sök bygglov.', sources });
  const text = renderArticle({ city, locales }, article, { language: 'sv', district: '' });
  return text.split('\n\n').at(-1);
};

describe('the sources under an answer', () => {
  it('are links by the name of their site', () => {
    expect(sourcesOf(['https://www.exempel.se/a', 'https://lag.exempel/b'])).toContain(
      '[exempel.se](https://www.exempel.se/a), [lag.exempel](https://lag.exempel/b)',
    );
  });

  it('are numbered when they are pages of one site, and each page stands there once', () => {
    const line = sourcesOf(['https://exempel.se/a', 'https://exempel.se/b', 'https://exempel.se/a']);
    expect(line).toContain('[exempel.se (1)](https://exempel.se/a), [exempel.se (2)](https://exempel.se/b).');
  });

  it('that are no links stay as they are written', () => {
    expect(sourcesOf(['Plan- och bygglagen 9 kap.', 'https://'])).toContain('Plan- och bygglagen 9 kap., https://');
  });
});

describe('an answer in easy Swedish', () => {
  const easy = 'Kortet är gratis.\nDet är ditt.\n\n1. Gå dit.\n   Ta med legitimation.\n2. Visa den.';
  const article = anArticle({ id: 'bibliotek', answer: 'Kortet är gratis.\nDet är ditt.', easy });
  const read = (wanted: boolean) =>
    renderArticle({ city, locales }, article, { language: 'sv', district: '', easy: wanted });

  it('keeps each sentence on a line of its own, also in a step', () => {
    expect(read(true)).toMatch(/^Kortet är gratis\. {2}\nDet är ditt\.\n\n1\. Gå dit\. {2}\n {3}Ta med legitimation\./);
  });

  it('leaves the ordinary answer as it is written', () => {
    expect(read(false)).toMatch(/^Kortet är gratis\.\nDet är ditt\.\n\n/);
  });
});
