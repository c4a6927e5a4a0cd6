import {
  NoSuchArticle,
  NotNewest,
  PhrasingTaken,
  Refused,
  TextHasProblems,
  WrongStep,
} from '../../editorial/articles.js';
import { ClusterConflict } from '../../editorial/unanswered.js';
import type { TextProblem } from '../../knowledge/problem.js';
import { HttpError } from '../http-error.js';

/** Without the file: the editor has the text before them. */
export const shownProblems = (problems: readonly TextProblem[]) => problems.map(({ file: _file, ...shown }) => shown);

/** What the editors' room refuses, as an answer of HTTP. */
export async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asHttp(error) ?? error;
  }
}

function asHttp(error: unknown): HttpError | undefined {
  const { message } = error as Error;
  const refusal = (status: number, code: string, more = {}) => new HttpError(status, code, message, {}, more);
  if (error instanceof NotNewest) return refusal(409, 'NotNewest', { newest: error.newest });
  if (error instanceof PhrasingTaken) return refusal(409, 'PhrasingTaken', { topic: error.topic });
  if (error instanceof ClusterConflict) return refusal(409, 'Conflict');
  if (error instanceof WrongStep) return refusal(409, 'Conflict');
  if (error instanceof NoSuchArticle) return refusal(404, 'NotFound');
  if (error instanceof Refused) return refusal(400, 'BadRequest');
  if (error instanceof TextHasProblems)
    return refusal(422, 'TextHasProblems', { problems: shownProblems(error.problems) });
  return undefined;
}
