import { signal } from '@preact/signals';
import type { Detail, HandChannel, Persona, Reason } from '../api/case-shapes.js';
import { call } from '../api/client.js';
import { go } from './route.js';
import { registers } from './session.js';
import { bindKey } from './shortcuts.js';

/** What came by telephone, post or at the counter. */
export interface Heard {
  key: string;
  channel: HandChannel;
  category: string;
  language: string;
  district: string;
  persona?: Persona;
  reason?: Reason;
  reach: { phone: string; email: string; name: string };
  subject: string;
  note: string;
  details?: Record<string, Detail>;
}

/** How often somebody has asked to register: each time begins with an empty form. */
export const registration = signal(0);

export function startRegistering(): void {
  if (!registers.peek()) return;
  registration.value += 1;
  go({ view: 'register' });
}

/** The key works in every view. */
export const bindRegistering = (): (() => void) => bindKey('h', startRegistering);

/** @throws {ApiError | NoConnection} 400 `DetailsRefused` names the fault of each answer */
export const registerCase = (heard: Heard): Promise<{ number: string; secret: string }> =>
  call('POST', '/api/cases', heard);
