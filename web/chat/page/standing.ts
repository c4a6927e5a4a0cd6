import type { Activity } from './web-chat.js';

/** Who the citizen writes with right now. It is built from the messages, so a reload builds it again. */
export interface Standing {
  with: 'robot' | 'queue' | 'person' | 'nobody' | 'closed';
  position?: number | undefined;
  /** How they hear from us when it is their turn. */
  reachBy?: string | undefined;
  name?: string | undefined;
  caseNumber?: string | undefined;
}

interface Reply {
  kind?: string;
  state?: string;
  position?: number;
  reachBy?: string;
  caseNumber?: string;
  agent?: string;
  /** what kind of answer a question waits for, where the page can help with it */
  input?: string;
}

export const ROBOT: Standing = { with: 'robot' };

const ANSWERS = new Set<string | undefined>(['answer', 'choose', 'unknown']);

export function replyOf(activity: Activity): Reply {
  return (activity.channelData?.reply ?? {}) as Reply;
}

/** The standing after one more message. */
export function after(standing: Standing, activity: Activity): Standing {
  const reply = replyOf(activity);
  const { kind, state, position, caseNumber = standing.caseNumber, agent = standing.name } = reply;
  const { reachBy = standing.with === 'queue' ? standing.reachBy : undefined } = reply;
  if (kind === 'agent') return { with: 'person', name: activity.from?.name, caseNumber };
  if (kind === 'handover' && state === 'waiting') return { with: 'queue', position, reachBy, caseNumber };
  if (kind === 'handover' && state === 'accepted') return { with: 'person', name: agent, caseNumber };
  if (kind === 'handover' && state === 'closed') return { with: 'closed', caseNumber };
  if (kind === 'handover' && state === 'unavailable') return { with: 'nobody', caseNumber };
  // The robot goes on: that nobody was there, or that a person has left, is no longer news.
  if (['nobody', 'closed'].includes(standing.with) && ANSWERS.has(kind)) return { with: 'robot', caseNumber };
  return caseNumber === standing.caseNumber ? standing : { ...standing, caseNumber };
}

type Say = (key: string, values?: Record<string, string | number>) => string;

export function standingText(standing: Standing, say: Say): string {
  const { position, name, reachBy } = standing;
  switch (standing.with) {
    case 'queue':
      if (position && reachBy === 'call') return say('stateWaitingCall', { position });
      if (position && reachBy === 'write') return say('stateWaitingWrite', { position });
      return position ? say('stateWaitingPlace', { position }) : say('stateWaiting');
    case 'person':
      return name ? say('statePersonNamed', { name }) : say('statePerson');
    case 'closed':
      return say('stateClosed');
    case 'nobody':
      return say('stateUnavailable');
    default:
      return say('stateRobot');
  }
}
