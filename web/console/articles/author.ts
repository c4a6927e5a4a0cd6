import type { Revision } from '../api/editorial-shapes.js';
import { t } from '../texts.js';

/** What the store calls the author of an imported text. */
export const FROM_FILES = 'files';

/** Whoever has no account any more is called by its id. */
export const authorOf = ({ author, authorName }: Pick<Revision, 'author' | 'authorName'>): string =>
  author === FROM_FILES ? t('articles.fromFiles') : authorName || author;
