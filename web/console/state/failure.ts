import { ApiError, NoConnection } from '../api/client.js';
import { t } from '../texts.js';

/** The sentence for an agent when a call has failed. */
export function sentenceFor(error: unknown): string {
  if (error instanceof NoConnection) return t('failure.noConnection');
  if (!(error instanceof ApiError)) throw error;
  if (error.status === 401) return t('failure.expired');
  if (error.status === 403) return t('failure.forbidden');
  if (error.status === 404) return t('failure.notFound');
  if (error.status === 409) return t('failure.conflict');
  if (error.status === 429) return t('failure.throttled');
  return t('failure.other');
}

/** Whether a call was refused with this status. */
export const isRefusal = (error: unknown, status: number): error is ApiError =>
  error instanceof ApiError && error.status === status;
