import type { Handover } from './case.js';
import { NEVER } from './secrecy.js';

/** A handover to which nothing has happened yet, of a case whose conversation the bot has. */
export function newHandover({ id, number, at }: { id: string; number: string; at: Date }): Handover {
  return {
    id,
    state: 'none',
    openFor: number,
    holder: number,
    agentId: '',
    agentName: '',
    since: at,
    queuedAt: at,
    acceptedAt: null,
    answeredAt: null,
    closedAt: null,
    centre: '',
    servedBy: '',
    overflow: '',
    wanted: '',
    keptUntil: new Date(0),
    leaseUntil: NEVER,
    heardSeq: 0,
    citizenAt: at,
    agentAt: null,
    idleAskedAt: null,
    reachBy: 'chat',
    alarm: 0,
    nobodyAt: null,
    nobodyTold: false,
    transfers: 0,
    asked: null,
    moves: 0,
    toTell: '',
  };
}
