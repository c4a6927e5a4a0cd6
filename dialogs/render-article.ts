import type { Article } from '../knowledge/index.js';
import type { Services } from './turn.js';

interface Reader {
  language: string;
  /** Code of the citizen's district; '' when it is not known. */
  district: string;
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
  const language = locales.languages.find(({ code }) => code === article.language)?.name;
  return [
    other && say('answer.otherLanguage', { language }),
    article.answer,
    local && say('answer.district', { district, text: local }),
    article.eService && say('answer.eService', { text: article.eService }),
    article.withoutInternet && say('answer.withoutInternet', { text: article.withoutInternet }),
    article.responsible && say('answer.responsible', { text: article.responsible }),
    say('answer.checked', { sources: article.sources.map(sourceLink).join(', '), date: article.checkedOn }),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function sourceLink(source: string): string {
  if (!URL.canParse(source) || !/^https?:\/\//.test(source)) return source;
  return `[${new URL(source).hostname.replace(/^www\./, '')}](${source})`;
}
