import { element } from './config.js';
import { replyOf } from './standing.js';
import type { Activity } from './web-chat.js';

/** Where a citizen is, as schema.org and the Bot Framework name it. */
export interface GeoCoordinates {
  type: 'GeoCoordinates';
  latitude: number;
  longitude: number;
}

/** A phone in a stairwell needs a while; then writing is quicker. */
const PATIENCE_MS = 15_000;

interface Needs {
  share(position: GeoCoordinates): void;
  refused(): void;
}

/** The button beside a question where something is. The browser is asked only when the citizen presses it. */
export function offerPosition({ share, refused }: Needs): { after(activity: Activity): void; hide(): void } {
  const button = element<HTMLButtonElement>('share-position');

  button.addEventListener('click', () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        button.disabled = false;
        button.hidden = true;
        share({ type: 'GeoCoordinates', latitude, longitude });
      },
      () => {
        button.disabled = false;
        refused();
      },
      { enableHighAccuracy: true, timeout: PATIENCE_MS },
    );
  });

  return {
    after(activity) {
      const asksWhere = replyOf(activity).input === 'location';
      button.hidden = !asksWhere || !('geolocation' in navigator);
    },
    hide() {
      button.hidden = true;
    },
  };
}
