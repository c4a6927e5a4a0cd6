import { call } from '../api/client.js';
import type { DeskItem, Destination, Preview } from '../api/move-shapes.js';
import type { HandoverItem } from '../api/shapes.js';
import { groupName } from '../city-names.js';
import { t } from '../texts.js';
import { pathOf, refreshConversation } from './conversation.js';
import { forgetDraftsOf } from './drafts.js';
import { byMyself } from './losses.js';
import { tell } from './notice.js';
import { refreshQueue } from './queue.js';
import { go } from './route.js';
import { city } from './session.js';

/** Where a conversation may go, and who is at work there. @throws {ApiError | NoConnection} */
export const listDesks = async (): Promise<DeskItem[]> =>
  (await call<{ items: DeskItem[] }>('GET', '/api/desks')).items;

/** Changes nothing. @throws {ApiError | NoConnection} */
export const previewTransfer = (id: string, to: Destination, transcript: boolean): Promise<Preview> =>
  call('POST', pathOf(id, 'transfer-preview'), { to, transcript });

export interface Transfer {
  to: Destination;
  /** For the colleague who takes it. */
  note: string;
  /** Asked for when it was sent on before. */
  why: string;
  /** To another board: whether what was said goes along. */
  transcript: boolean;
}

/** Says only that it has left, or that the citizen is asked first. @throws {ApiError | NoConnection} and nothing has changed */
export const sendAway = (id: string, transfer: Transfer): Promise<{ asked: boolean }> =>
  byMyself(
    id,
    () => call<{ asked: boolean }>('POST', pathOf(id, 'transfer'), transfer),
    ({ asked }) => !asked,
  );

/** @throws {ApiError | NoConnection} and nothing has changed */
export async function transfer(item: HandoverItem, sent: Transfer): Promise<void> {
  const { asked } = await sendAway(item.id, sent);
  const said = { number: item.caseNumber, group: groupName(city.value?.categories[sent.to.category]?.group ?? '') };
  if (!asked) return goOn(t('transfer.done', said));
  tell('done', t('transfer.asked', said));
  await refreshConversation();
}

/** Back into the queue. @throws {ApiError | NoConnection} */
export const giveBack = (id: string): Promise<unknown> => byMyself(id, () => call('POST', pathOf(id, 'release')));

/** @throws {ApiError | NoConnection} */
export async function release(item: HandoverItem): Promise<void> {
  await giveBack(item.id);
  await goOn(t('release.done', { number: item.caseNumber }));
}

/** @throws {ApiError | NoConnection} */
export async function giveToBot(item: HandoverItem): Promise<void> {
  await byMyself(item.id, () => call('POST', pathOf(item.id, 'to-bot')));
  await goOn(t('toBot.done', { number: item.caseNumber }));
}

/** The conversation is with somebody else: on with the list. */
async function goOn(sentence: string): Promise<void> {
  go({ view: 'desk' });
  tell('done', sentence);
  await refreshQueue();
}

export interface Closing {
  resolution: string;
  category: string;
  text?: string;
  /** The citizen's last message that was read. */
  seen?: string;
}

/** @throws {ApiError | NoConnection} 409 `Unread` when the citizen has written since */
export async function close(item: { id: string; caseNumber: string }, closing: Closing): Promise<void> {
  await byMyself(item.id, () => call('POST', pathOf(item.id, 'close'), closing));
  forgetDraftsOf(item.id);
  await goOn(t('close.done', { number: item.caseNumber }));
}
