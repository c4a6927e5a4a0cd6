import { signal } from '@preact/signals';
import { ApiError, call } from '../api/client.js';
import { t } from '../texts.js';
import { type DraftKind, draft, draftsOf, keepDraft } from './drafts.js';
import { sentenceFor } from './failure.js';
import { announce } from './live.js';
import { newKey } from './new-key.js';
import { tell } from './notice.js';
import { prefer, preference } from './preferences.js';
import { route } from './route.js';
import { agent, beforeSignOut } from './session.js';

/** A reply on its way to the citizen. */
export interface Outgoing {
  text: string;
  /** Names the message: sent again with the same key it is written once. */
  key: string;
  /** `waiting`: it can be taken back. `failed`: nobody knows whether it arrived, so it is kept with its key. */
  state: 'waiting' | 'posting' | 'failed';
  /** When it is posted, by this computer's clock. */
  due: number;
  /** What hindered it, in a sentence. */
  problem: string;
  agentId: string;
  caseNumber: string;
}

type Conversation = { id: string; caseNumber: string };

export const UNDO_MS = 5_000;

/** Whether a reply waits so that it can be taken back; off for those who want to be quick. */
export const undoes = signal(preference('undo') !== 'off');

export function setUndoes(on: boolean): void {
  undoes.value = on;
  prefer('undo', on ? 'on' : 'off');
}

/** Handover → what is on its way there. It lives here and not on the screen, which changes meanwhile. */
export const outgoing = signal<Readonly<Record<string, Outgoing>>>({});

/** Says that a reply which did not go out stands in the draft of its conversation again. */
export const returned = signal({ id: '', nth: 0 });

const timers = new Map<string, ReturnType<typeof setTimeout>>();
/** The posting that goes on in a conversation: the next message waits for it. */
const posting = new Map<string, Promise<void>>();

const placeOf = (agentId: string, about: string, kind: DraftKind) => ({ agentId, about, kind });

function keep(id: string, one: Outgoing): void {
  outgoing.value = { ...outgoing.peek(), [id]: one };
  keepDraft(placeOf(one.agentId, id, 'outgoing'), JSON.stringify(one));
}

function forget(id: string, { agentId }: Outgoing): void {
  const { [id]: _gone, ...others } = outgoing.peek();
  outgoing.value = others;
  keepDraft(placeOf(agentId, id, 'outgoing'), '');
}

/** Before whatever was begun since, as the citizen would have got it. */
function backToDraft(id: string, { agentId, text }: Outgoing): void {
  const place = placeOf(agentId, id, 'reply');
  keepDraft(place, [text, draft(place)].filter((words) => words.trim()).join('\n\n'));
  returned.value = { id, nth: returned.peek().nth + 1 };
}

/**
 * Sends a reply: soon, so that it can be taken back, or at once. Whatever is on its way to the same citizen goes first.
 * @returns whether the text is on its way; when not, it stays with its writer
 */
export async function send({ id, caseNumber }: Conversation, text: string): Promise<boolean> {
  await flush(id);
  if (outgoing.peek()[id]) return false;
  const due = Date.now() + (undoes.peek() ? UNDO_MS : 0);
  const agentId = agent.peek()?.id ?? '';
  keep(id, { text, key: newKey(), state: 'waiting', due, problem: '', agentId, caseNumber });
  keepDraft(placeOf(agentId, id, 'reply'), '');
  if (undoes.peek())
    timers.set(
      id,
      setTimeout(() => void flush(id), UNDO_MS),
    );
  else void flush(id);
  return true;
}

/** The text stands in the box again; false when it is too late. What failed may have arrived: its writer decides. */
export function takeBack(id: string): boolean {
  const one = outgoing.peek()[id];
  if (!one || one.state === 'posting') return false;
  clearTimeout(timers.get(id));
  forget(id, one);
  backToDraft(id, one);
  return true;
}

/** Posts at once what waits or has failed; resolves when it has arrived or failed. */
export function flush(id: string): Promise<void> {
  const one = outgoing.peek()[id];
  if (!one || one.state === 'posting') return posting.get(id) ?? Promise.resolve();
  clearTimeout(timers.get(id));
  keep(id, { ...one, state: 'posting' });
  const work = post(id, one).finally(() => posting.delete(id));
  posting.set(id, work);
  return work;
}

beforeSignOut(async () => {
  await Promise.all(Object.keys(outgoing.peek()).map(flush));
});

async function post(id: string, one: Outgoing): Promise<void> {
  const { text, key, caseNumber: number } = one;
  try {
    const path = `/api/handovers/${encodeURIComponent(id)}/messages`;
    const { masked } = await call<{ masked: boolean }>('POST', path, { text, key });
    forget(id, one);
    if (masked) tell('polite', t('reply.masked'));
    announce({ what: 'messages', id });
  } catch (error) {
    const refused = error instanceof ApiError && error.status < 500;
    if (refused) {
      forget(id, one);
      backToDraft(id, one);
      tell('failed', t('reply.refused', { number }));
      announce({ what: 'handovers', id });
      return;
    }
    keep(id, { ...one, state: 'failed', problem: sentenceFor(error) });
    const { value: shown } = route;
    if (shown.view !== 'desk' || shown.handoverId !== id) tell('failed', t('reply.failedElsewhere', { number }));
  }
}

/**
 * After a reload, what waited is a draft again. What was posted and not answered may have arrived or not: it is posted
 * once more with its key, which writes it once. Returns how to stop: whatever still waits is posted then.
 */
export function resumeOutgoing(): () => void {
  const agentId = agent.peek()?.id ?? '';
  for (const id of draftsOf({ agentId, kind: 'outgoing' })) {
    const kept = read(draft(placeOf(agentId, id, 'outgoing')));
    if (!kept) continue;
    if (kept.state === 'waiting') {
      forget(id, kept);
      backToDraft(id, kept);
    } else {
      keep(id, { ...kept, state: 'failed' });
      void flush(id);
    }
  }
  return () => {
    for (const [id, { state }] of Object.entries(outgoing.peek())) if (state === 'waiting') void flush(id);
  };
}

function read(kept: string): Outgoing | undefined {
  try {
    return JSON.parse(kept) as Outgoing;
  } catch {
    return undefined;
  }
}

/** A reply that has not left yet would be gone with the page: the browser asks first. */
addEventListener('beforeunload', (event) => {
  if (Object.values(outgoing.peek()).some(({ state }) => state !== 'failed')) event.preventDefault();
});
