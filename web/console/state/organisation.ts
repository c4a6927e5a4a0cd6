import { signal } from '@preact/signals';
import { call } from '../api/client.js';
import type { Organisation, OrganisationNow, StoredOrganisation } from '../api/organisation-shapes.js';
import { isRefusal, sentenceFor } from './failure.js';
import { coalesced, onChange } from './live.js';

/** How the city works as it holds now, and who changed what. */
export const organisation = signal<OrganisationNow | undefined>(undefined);
export const organisationProblem = signal('');

export const refreshOrganisation = coalesced(async () => {
  try {
    organisation.value = await read();
    organisationProblem.value = '';
  } catch (error) {
    organisationProblem.value = sentenceFor(error);
  }
});

const read = () => call<OrganisationNow>('GET', '/api/organisation');

export function watchOrganisation(): () => void {
  void refreshOrganisation();
  const unwatch = onChange(({ what }) => {
    if (what === '' || what === 'organisation') void refreshOrganisation();
  });
  return () => {
    unwatch();
    organisation.value = undefined;
    organisationProblem.value = '';
  };
}

export const asText = (one: Organisation): string => JSON.stringify(one);

/**
 * A desk that somebody has closed meanwhile is no reason to refuse: only what both have changed is.
 * @throws {ApiError | NoConnection}
 */
export async function saveOrganisation(wanted: Organisation, base: StoredOrganisation): Promise<StoredOrganisation> {
  const send = (version: number) =>
    call<StoredOrganisation>('PUT', '/api/organisation', { version, organisation: wanted });
  const saved = await send(base.version).catch(async (error) => {
    if (!isRefusal(error, 409) || error.code !== 'Conflict') throw error;
    const now = await read();
    if (asText(now.organisation) !== asText(base.organisation)) throw error;
    return send(now.version);
  });
  await refreshOrganisation();
  return saved;
}

/** @throws {ApiError | NoConnection} */
export const revision = (version: number): Promise<StoredOrganisation> =>
  call('GET', `/api/organisation/revisions/${version}`);
