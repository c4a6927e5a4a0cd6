import { useEffect, useRef } from 'preact/hooks';
import { opened, watchConversation } from '../state/conversation.js';
import { route } from '../state/route.js';
import { suggesting } from '../state/suggestions.js';
import { watchWatching } from '../state/watching.js';
import { t } from '../texts.js';
import { CasePanel } from './case-panel.js';
import { Conversation } from './conversation.js';
import { NothingOpen } from './nothing-open.js';
import { Queue } from './queue.js';
import { Suggestions } from './suggestions.js';

/** Three columns: who waits, what is said, what the case is. On a small screen one at a time. */
export function Desk() {
  useEffect(watchConversation, []);
  useEffect(watchWatching, []);
  const current = route.value.view === 'desk' ? route.value.handoverId : undefined;
  const shown = opened.value;
  const before = useRef(current);
  // What was open is gone from the screen, and the focus with it: on with the list.
  useEffect(() => {
    if (before.current && !current) document.querySelector<HTMLElement>('.queue')?.focus();
    before.current = current;
  }, [current]);
  return (
    <main class={current ? 'desk desk-open' : 'desk'} id="main">
      <h1 class="unseen">{t('views.desk')}</h1>
      <Queue current={current} />
      {current && shown?.id === current ? (
        <div class="open" key={current}>
          <Conversation opened={shown} />
          <div class="beside">
            {suggesting.value && shown.detail && <Suggestions item={shown.detail} />}
            <CasePanel item={shown.detail} file={shown.file} />
          </div>
        </div>
      ) : (
        <NothingOpen />
      )}
    </main>
  );
}
