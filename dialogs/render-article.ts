import type { Article } from '../knowledge/index.js';
import type { Services } from './turn.js';

/** The language that the city writes in; all others are translations of it. */
const SOURCE = 'sv';
/** The languages in which an answer is given when there is none in the reader's own. */
const FALLBACK = ['en', SOURCE];

interface Reader {
  language: string;
  /** Code of the citizen's district; '' when it is not known. */
  district: string;
  /** They want easy Swedish where there is such a text. */
  easy?: boolean;
  /** There is a text in the reader's language, but this one is newer. */
  outdated?: boolean | undefined;
}

/** In the reader's language; where it has no answer there, or one older than its source, in a language that has. */
export function articleFor(
  services: Pick<Services, 'article'>,
  id: string,
  reader: Pick<Reader, 'language'>,
): Article | undefined {
  const known = [reader.language, ...FALLBACK].flatMap((language) => services.article(id, language) ?? []);
  return known.find(({ answer, outdated }) => answer && !outdated) ?? known.find(({ answer }) => answer);
}

/** What a citizen is told about a topic, and in which language its answer stands. */
export function answerAbout(
  services: Pick<Services, 'article' | 'city' | 'locales'>,
  id: string,
  reader: Omit<Reader, 'outdated'>,
): { article: Article; text: string } | undefined {
  const article = articleFor(services, id, reader);
  if (!article) return undefined;
  const outdated = services.article(id, reader.language)?.outdated;
  return { article, text: renderArticle(services, article, { ...reader, outdated }) };
}

/** The same for an agent to look at, whatever language the citizen is said to speak. */
export function answersFor(services: Pick<Services, 'article' | 'city' | 'locales'>) {
  return (id: string, spoken: string): { title: string; language: string; text: string } | undefined => {
    const language = services.locales.served(spoken) ?? 'en';
    const found = answerAbout(services, id, { language, district: '' });
    return found && { title: found.article.title, language: found.article.language, text: found.text };
  };
}

type Content = Pick<Services, 'city' | 'locales'>;

const rendered = new WeakMap<Article, { content: Content; texts: Map<string, string> }>();

/**
 * The article as the citizen reads it: the short answer first, then the service, the other way, who answers for it.
 * An article that is published is read often and never changes: a new text is a new article.
 */
export function renderArticle({ city, locales }: Content, article: Article, reader: Reader): string {
  let known = rendered.get(article);
  if (known?.content.city !== city || known.content.locales !== locales)
    known = { content: { city, locales }, texts: new Map() };
  rendered.set(article, known);
  const key = `${reader.language} ${reader.district} ${reader.easy === true} ${reader.outdated === true}`;
  const text = known.texts.get(key) ?? renderAnew(known.content, article, reader);
  known.texts.set(key, text);
  return text;
}

function renderAnew({ city, locales }: Content, article: Article, reader: Reader): string {
  const say = (key: string, values: Record<string, unknown>) => locales.say(reader.language, key, values);
  const local = article.districts[reader.district];
  const district = city.districts.find(({ code }) => code === reader.district)?.name;
  const other = article.language !== reader.language;
  const language = new Intl.DisplayNames([reader.language], { type: 'language' }).of(article.language);
  const easy = reader.easy ? article.easy : undefined;
  const text = [
    other && say(reader.outdated ? 'answer.outdated' : 'answer.otherLanguage', { language }),
    easy ? withItsLines(easy) : article.answer,
    local && say('answer.district', { district, text: local }),
    article.eService && say('answer.eService', { text: article.eService }),
    article.withoutInternet && say('answer.withoutInternet', { text: article.withoutInternet }),
    article.responsible && say('answer.responsible', { text: article.responsible }),
    say('answer.checked', { sources: sourceLinks(article.sources), date: article.checkedOn }),
    isTranslated(article) && say(article.reviewedBy ? 'answer.translatedReviewed' : 'answer.translated', {}),
  ];
  return locales.written(reader.language, text.filter(Boolean).join('\n\n'));
}

/** In easy Swedish each sentence has a line of its own; to Markdown a single line break is a space. */
function withItsLines(easy: string): string {
  return easy.replace(/(?<=\S)\n(?=.)/g, '  \n');
}

/** What the city has not written itself: the Swedish text governs. */
export function isTranslated({ language }: Article): boolean {
  return language !== SOURCE;
}

function hostOf(source: string): string | undefined {
  return /^https?:\/\//.test(source) && URL.canParse(source)
    ? new URL(source).hostname.replace(/^www\./, '')
    : undefined;
}

/** Each page once, by its site's name; several of one site are numbered: "stockholm.se (1), stockholm.se (2)". */
function sourceLinks(sources: readonly string[]): string {
  const pages = [...new Set(sources)];
  const link = (page: string) => {
    const host = hostOf(page);
    if (!host) return page;
    const ofSite = pages.filter((other) => hostOf(other) === host);
    return `[${ofSite.length > 1 ? `${host} (${ofSite.indexOf(page) + 1})` : host}](${page})`;
  };
  return pages.map(link).join(', ');
}
