import { useId } from 'preact/hooks';
import { PRESENCES, type Presence as State } from '../api/shapes.js';
import { sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { agent, setPresence } from '../state/session.js';
import { t } from '../texts.js';

/** Whether citizens can be handed over to this agent; a group with nobody at work is closed. */
export function Presence() {
  const id = useId();
  const state = agent.value?.presence ?? 'off';
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
    </div>
  );
}
