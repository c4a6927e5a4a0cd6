import { join } from 'node:path';
import type { Article } from '../../knowledge/articles.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/index.js';

/** Where the language model and the gate lie. */
export const KNOWLEDGE = join(__dirname, '..', '..', 'knowledge');

/** An article with sound defaults; override only what the test is about. */
export function anArticle(given: Partial<Article> & { id: string }): Article {
  return {
    category: 'ALL-OVR',
    language: 'sv',
    version: 1,
    title: '',
    askedAs: [],
    answer: '',
    districts: {},
    sources: [],
    checkedOn: '2026-11-21',
    ...given,
  };
}

export const FIVE_TOPICS = [
  anArticle({
    id: 'forskola',
    title: 'Söka plats i förskola',
    askedAs: ['hur söker jag dagis till min dotter', 'hur lång är förskolekön', 'vi behöver barnomsorg i höst'],
    answer: 'Du söker plats i stadens ansökningssystem. Barnet får plats inom tre månader.',
  }),
  anArticle({
    id: 'sopor',
    title: 'Sophämtning',
    askedAs: ['soporna är inte hämtade', 'när töms soptunnan', 'byta till ett mindre sopkärl'],
    answer: 'Du ser hämtningsdagen på Mina sidor. Anmäl en utebliven hämtning efter ett dygn.',
  }),
  anArticle({
    id: 'bygglov',
    title: 'Söka bygglov',
    askedAs: ['behöver jag bygglov för altan', 'hur lång tid tar bygglovet', 'får jag bygga ett plank mot grannen'],
    answer: 'Du ansöker om lov innan du börjar bygga. Handläggningen tar högst tio veckor.',
  }),
  anArticle({
    id: 'belysning',
    title: 'Trasig gatlampa',
    askedAs: ['lampan på vår gata är släckt', 'gångvägen är kolsvart på kvällen', 'trasig belysning i parken'],
    answer: 'Anmäl lampan med adress eller stolpens nummer. Farliga fel åtgärdas inom ett dygn.',
  }),
  anArticle({
    id: 'bibliotek',
    title: 'Låna på bibliotek',
    askedAs: ['hur skaffar jag lånekort', 'min bok är försenad', 'låna e-böcker hemifrån'],
    answer: 'Du får lånekort på närmaste bibliotek mot legitimation. Barn behöver målsmans underskrift.',
  }),
];

export const IN_ENGLISH = [
  anArticle({
    id: 'forskola',
    language: 'en',
    title: 'Apply for preschool',
    askedAs: ['how do I apply for daycare', 'how long is the wait for a nursery place'],
    answer: 'You apply in the city system. Your child gets a place within three months.',
  }),
  anArticle({
    id: 'sopor',
    language: 'en',
    title: 'Waste collection',
    askedAs: ['my rubbish was not collected', 'when is the bin emptied'],
    answer: 'You can see your collection day online. Report a missed collection after one day.',
  }),
  anArticle({
    id: 'bygglov',
    language: 'en',
    title: 'Building permit',
    askedAs: ['do I need a permit for a deck', 'how long does the building permit take'],
    answer: 'Apply for the permit before you start to build. It takes ten weeks at most.',
  }),
  anArticle({
    id: 'belysning',
    language: 'en',
    title: 'Broken street light',
    askedAs: ['the lamp in our street is out', 'it is completely dark on the footpath'],
    answer: 'Report the lamp with its address or number. Dangerous faults are fixed within a day.',
  }),
  anArticle({
    id: 'bibliotek',
    language: 'en',
    title: 'Borrow at the library',
    askedAs: ['how do I get a library card', 'my book is overdue'],
    answer: 'You get a card at your nearest library. Bring identification.',
  }),
];

/** A small city: five topics in Swedish and English. */
export function aSmallCity(): Knowledge {
  return knowledgeOf([...FIVE_TOPICS, ...IN_ENGLISH], { directory: KNOWLEDGE });
}

export function aSwedishCity(): Knowledge {
  return knowledgeOf(FIVE_TOPICS, { directory: KNOWLEDGE });
}
