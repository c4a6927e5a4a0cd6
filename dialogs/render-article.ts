import type { Article } from '../knowledge/index.js';
import type { Services } from './turn.js';

interface Reader {
  language: string;
  /** Code of the citizen's district; '' when it is not known. */
  district: string;
  /** There is a text in the reader's language, but this one is newer. */
  outdated?: boolean;
}

/** The article as the citizen reads it: the short answer first, then the service, the other way, who answers for it. */
export function renderArticle(
  { city, locales }: Pick<Services, 'city' | 'locales'>,
  article: Article,
  reader: Reader,
): string {
  const say = (key: string, values: Record<string, unknown>) => locales.say(reader.language, key, values);
  const local = article.districts[reader.district];
  const district = city.districts.find(({ code }) => code === reader.district)?.name;
  const other = article.language !== reader.language;
  const language = new Intl.DisplayNames([reader.language], { type: 'language' }).of(article.language);
  return [
    other && say(reader.outdated ? 'answer.outdated' : 'answer.otherLanguage', { language }),
    article.answer,
    local && say('answer.district', { district, text: local }),
    article.eService && say('answer.eService', { text: article.eService }),
    article.withoutInternet && say('answer.withoutInternet', { text: article.withoutInternet }),
    article.responsible && say('answer.responsible', { text: article.responsible }),
    say('answer.checked', { sources: sourceLinks(article.sources), date: article.checkedOn }),
  ]
    .filter(Boolean)
    .join('\n\n');
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
