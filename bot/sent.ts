import type { FileRef, Place } from '../cases/details.js';
import type { LoggedActivity } from '../store/activity-log.js';
import { FILE } from '../web/direct-line/view.js';

/** The files of a message that we keep ourselves; what another channel only links to is not among them. */
export function filesOf({ attachments = [] }: LoggedActivity): FileRef[] {
  return attachments
    .filter(({ contentUrl = '' }) => contentUrl.startsWith(FILE))
    .map(({ contentUrl = '', contentType, name = '' }) => ({
      id: contentUrl.slice(FILE.length),
      name,
      type: contentType,
    }));
}

/** Where the citizen is, when the message shares it as schema.org's GeoCoordinates. */
export function positionOf({ entities }: LoggedActivity): Place['position'] {
  const given = Array.isArray(entities) ? entities : [];
  const shared = given.find((entity) => entity?.type === 'GeoCoordinates');
  const { latitude, longitude } = shared ?? {};
  return Number.isFinite(latitude) && Number.isFinite(longitude) ? { latitude, longitude } : undefined;
}
