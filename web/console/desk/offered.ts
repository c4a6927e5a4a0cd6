import type { HandoverItem } from '../api/shapes.js';
import { centreName } from '../city-names.js';
import { clockTime, listed } from '../format.js';
import { now } from '../state/clock.js';
import { agent, answers, coveredGroups } from '../state/session.js';
import { t } from '../texts.js';

/**
 * Whether this agent may take it now, as the server sees it. Whoever only covers for a desk is given its secret cases by
 * a supervisor, and takes none.
 */
export function mayClaim(item: HandoverItem, given = false): boolean {
  return isOfTheirGroups(item, given) && isOfferedHere(item);
}

export function isOfTheirGroups({ state, group, secrecy }: HandoverItem, given = false): boolean {
  if (state !== 'waiting' || !answers.value) return false;
  const own = agent.value?.groups.includes(group) ?? false;
  return own || ((given || secrecy !== 'strong') && coveredGroups().includes(group));
}

/** Kept for a colleague or not: whether that colleague is at work, only the server knows. */
function isOfferedHere({ wanted, offers }: HandoverItem): boolean {
  const { id, centre = '' } = agent.value ?? {};
  return wanted === id || centre === '' || offers.some((offer) => offer.centre === centre);
}

export const isForMe = ({ wanted }: HandoverItem): boolean => wanted !== '' && wanted === agent.value?.id;

export const isKeptForAnother = (item: HandoverItem): boolean =>
  item.wanted !== '' && !isForMe(item) && item.keptUntil !== null && Date.parse(item.keptUntil) > now.value;

/** Why a waiting conversation is this reader's to take, or whose it is instead. */
export function whyOffered(item: HandoverItem): string {
  const { offers, keptUntil, centre } = item;
  const time = keptUntil && clockTime(keptUntil);
  if (isForMe(item)) {
    if (!time) return t('queue.why.before');
    return Date.parse(keptUntil) > now.value ? t('queue.why.kept', { time }) : t('queue.why.given');
  }
  if (time && isKeptForAnother(item)) return t('queue.why.colleague', { time });
  const own = agent.value?.centre ?? '';
  const offer = offers.find((one) => one.centre === own);
  if (own === '' || !answers.value) return whereOffered(item);
  if (!offer) return t('queue.why.elsewhere', { centres: listed(offers.map((one) => centreName(one.centre))) });
  if (offer.why) return t(`queue.why.${offer.why}`, { centre: centreName(centre) });
  return centre ? t('queue.why.own', { centre: centreName(centre) }) : t('queue.why.any');
}

/** For those of no centre: whose desk it is, and where else it is shown. */
function whereOffered({ centre, offers }: HandoverItem): string {
  if (!centre) return t('queue.why.any');
  const desk = t('queue.why.at', { centre: centreName(centre) });
  const others = offers.filter(({ why }) => why !== '').map((one) => centreName(one.centre));
  return others.length > 0 ? t('queue.why.also', { desk, centres: listed(others) }) : desk;
}
