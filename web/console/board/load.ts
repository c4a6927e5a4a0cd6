import type { BoardAgent } from '../api/organisation-shapes.js';
import { t } from '../texts.js';

/** How many conversations somebody has, and may have, in words. */
export const loadOf = ({ load, capacity }: BoardAgent): string =>
  capacity > 0 ? t('board.loadOf', { count: load, most: capacity }) : t('board.load', { count: load });
