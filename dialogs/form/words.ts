import { plainly } from '../../locales/index.js';
import { type Reading, wordsOf } from '../fields/reading.js';

/** "I do not know": the whole answer, or all that is in it. */
export function isUnknown(text: string, reading: Reading): boolean {
  const said = plainly(text);
  return wordsOf(reading).some(({ unknown }) => unknown.some((phrase) => said === plainly(phrase)));
}

/** Whether a message asks something, by its mark or by how it begins. */
export function isQuestion(text: string, reading: Reading): boolean {
  if (/\?\s*$/.test(text)) return true;
  const said = `${plainly(text)} `;
  return wordsOf(reading).some(({ asks }) => asks.some((phrase) => said.startsWith(`${plainly(phrase)} `)));
}
