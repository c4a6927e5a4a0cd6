import type { CaseItem, Place, Status } from '../api/case-shapes.js';
import { call } from '../api/client.js';

/** What a step makes of a case. */
export const STEPS = {
  answer: 'answered',
  wait: 'waiting-for-citizen',
  forward: 'forwarded',
  park: 'parked',
  close: 'closed',
  reopen: 'reopened',
} as const satisfies Record<string, Status>;
export type Step = keyof typeof STEPS;

const pathOf = (number: string, rest: string) => `/api/cases/${encodeURIComponent(number)}/${rest}`;

export interface Said {
  version: number;
  why?: string;
}

/** @throws {ApiError | NoConnection} 409 when somebody else was faster, or the case cannot go there any more */
export const takeStep = (
  number: string,
  step: 'take' | Step,
  said: Said & Record<string, unknown>,
): Promise<{ version: number }> => call('POST', pathOf(number, step), said);

/** A text for the citizen is an answer: it is kept as one before the case is closed. @throws {ApiError | NoConnection} */
export async function closeCase(
  number: string,
  { version, resolution, text }: { version: number; resolution: string; text: string },
): Promise<void> {
  const answered = text ? await takeStep(number, 'answer', { version, why: text }) : { version };
  await takeStep(number, 'close', { version: answered.version, resolution });
}

/** @throws {ApiError | NoConnection} */
export const addCaseNote = (number: string, text: string): Promise<void> =>
  call('POST', pathOf(number, 'notes'), { text });

/** @throws {ApiError | NoConnection} 404 when the other is not there for this reader */
export const linkCases = (number: string, other: string): Promise<void> =>
  call('POST', pathOf(number, 'link'), { other });

/** @throws {ApiError | NoConnection} */
export const assignCase = (number: string, to: string): Promise<void> => call('POST', pathOf(number, 'assign'), { to });

/** @throws {ApiError | NoConnection} */
export const breakGlass = (number: string, reason: string): Promise<void> =>
  call('POST', pathOf(number, 'break-glass'), { reason });

/** @throws {ApiError | NoConnection} */
export const assignees = async (): Promise<{ id: string; name: string }[]> =>
  (await call<{ items: { id: string; name: string }[] }>('GET', '/api/assignees')).items;

export interface Report {
  category: string;
  place: Place;
  district?: string;
}

/** Open reports of the same thing nearby. @throws {ApiError | NoConnection} */
export const likelyDuplicates = async (report: Report): Promise<CaseItem[]> =>
  (await call<{ items: CaseItem[] }>('POST', '/api/cases/duplicates', report)).items;
