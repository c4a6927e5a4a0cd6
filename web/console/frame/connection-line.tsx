import { connection } from '../state/live.js';
import { t } from '../texts.js';

/** Tells that what is on the screen may be old, and when it is fresh again. */
export function ConnectionLine() {
  const state = connection.value;
  return (
    <div role="status" class={`connection connection-${state}`}>
      {state === 'lost' && t('connection.lost')}
      {state === 'again' && t('connection.again')}
    </div>
  );
}
