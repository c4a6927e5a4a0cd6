import { useId, useState } from 'preact/hooks';
import { PRESENCES, type Presence as State } from '../api/shapes.js';
import { Icon } from '../parts/icon.js';
import { sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { agent, setPresence } from '../state/session.js';
import { t } from '../texts.js';
import { ReasonDialog } from './reason-dialog.js';

/** Whether citizens can be handed over to this agent; a group with nobody at work is closed. */
export function Presence() {
  const id = useId();
  const [asking, setAsking] = useState(false);
  const { presence: state = 'off', presenceReason: reason = '' } = agent.value ?? {};
  return (
    <div class="presence">
      <span class={`presence-dot presence-${state}`} aria-hidden="true" />
      <label class="unseen" for={id}>
        {t('presence.label')}
      </label>
      <select
        id={id}
        value={state}
        onChange={(event) => {
          const select = event.currentTarget;
          setPresence(select.value as State).catch((error) => {
            select.value = state;
            tell('failed', sentenceFor(error));
          });
        }}
      >
        {state === 'off' && <option value="off">{t('presence.off')}</option>}
        {PRESENCES.map((one) => (
          <option key={one} value={one}>
            {t(`presence.${one}`)}
          </option>
        ))}
      </select>
      {state !== 'free' && state !== 'off' && (
        <button
          type="button"
          class={reason ? 'button-icon presence-said' : 'button-quiet button-icon'}
          title={reason || t('presence.reason')}
          aria-label={reason ? t('presence.reasonIs', { reason }) : t('presence.reason')}
          onClick={() => setAsking(true)}
        >
          <Icon name="note" />
        </button>
      )}
      {asking && state !== 'off' && <ReasonDialog state={state} reason={reason} onClose={() => setAsking(false)} />}
    </div>
  );
}
