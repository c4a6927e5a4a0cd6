import type { Request } from 'restify';
import type { City, Names } from '../../city/index.js';
import type { Locales } from '../../locales/index.js';
import { preferred } from '../chat/content.js';
import { HttpError } from '../http-error.js';

const SOURCE = 'sv';

/** How a caller is spoken to. */
export interface Wording {
  language: string;
  say(key: string, values?: Record<string, unknown>): string;
  named(names: Names): string;
}

/** In the language of `?locale`, then of the browser, then Swedish. */
export function wordingFor(locales: Locales, req: Request): Wording {
  const asked = new URLSearchParams(req.getQuery()).get('locale') ?? undefined;
  const language = locales.served(asked) ?? preferred(locales, req.headers['accept-language']) ?? SOURCE;
  return {
    language,
    say: (key, values) => locales.say(language, key, values),
    named: (names) => locales.name(language, names),
  };
}

const CODES: Readonly<Record<number, string>> = { 400: 'BadRequest', 403: 'Forbidden', 404: 'NotFound' };

/** A refusal for each thing that is wrong; the person with the program is meant to read them. */
export function refused(status: 400 | 403 | 404, ...problems: string[]): HttpError {
  return new HttpError(status, CODES[status] ?? '', problems[0] ?? '', {}, { problems });
}

/** One city is served here: whoever names another has come to the wrong place. @throws {HttpError} 404 */
export function checkJurisdiction(
  id: string,
  { jurisdiction: own }: Pick<City, 'jurisdiction'>,
  { say }: Wording,
): void {
  if (id && id.toLowerCase() !== own.toLowerCase())
    throw refused(404, say('open311.notFound.jurisdiction', { id: id.slice(0, 100), own }));
}
