import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../parts/icon.js';
import { waiting } from '../state/queue.js';
import { hrefOf, type Route } from '../state/route.js';
import { agent, answers, readsCases } from '../state/session.js';
import { bindKey } from '../state/shortcuts.js';
import { isSeldom, shownView, views } from '../state/views.js';
import { t } from '../texts.js';
import { AlertsDialog } from './alerts-dialog.js';
import { LanguageChoice } from './language-choice.js';
import { Presence } from './presence.js';
import { ShortcutsDialog } from './shortcuts-dialog.js';
import { SignOut } from './sign-out.js';

/** The server raises it after the minutes that the organisation names. */
const ALARM_FOR_SUPERVISORS = 2;

export function Header() {
  const [shown, setShown] = useState<'keys' | 'alerts' | undefined>();
  // What is needed seldom waits behind a button; on a small screen the other views do, too.
  const [menu, setMenu] = useState(false);
  const view = shownView.value;
  useEffect(() => setMenu(false), [view]);
  useEffect(() => bindKey('?', () => setShown('keys')), []);
  const hide = () => setShown(undefined);
  return (
    <header class={menu ? 'top top-open' : 'top'}>
      <div class="top-row">
        <p class="top-name">{t('app.title')}</p>
        <nav aria-label={t('app.views')} class="top-views">
          {views.value
            .filter((one) => !isSeldom(one))
            .map((one) => (
              <ViewLink key={one} view={one} />
            ))}
        </nav>
        <div class="top-tools">
          {answers.value && <Presence />}
          <span class="top-agent" title={agent.value?.name}>
            {agent.value?.name}
          </span>
          <button type="button" class="button-quiet" aria-expanded={menu} onClick={() => setMenu(!menu)}>
            {t('app.menu')} <Icon name="menu" />
          </button>
        </div>
      </div>
      <div class="top-more">
        {views.value.filter(isSeldom).map((one) => (
          <a
            key={one}
            class="button-quiet"
            href={hrefOf({ view: one })}
            {...(view === one && { 'aria-current': 'page' })}
          >
            {t(`views.${one}`)}
          </a>
        ))}
        {readsCases.value && (
          <button type="button" class="button-quiet" onClick={() => setShown('alerts')}>
            <Icon name="bell" /> {t('alerts.open')}
          </button>
        )}
        <button type="button" class="button-quiet" onClick={() => setShown('keys')} aria-keyshortcuts="?">
          {t('keys.open')}
        </button>
        <LanguageChoice />
        <SignOut />
      </div>
      {shown === 'keys' && <ShortcutsDialog onClose={hide} />}
      {shown === 'alerts' && <AlertsDialog onClose={hide} />}
    </header>
  );
}

function ViewLink({ view }: { view: Route['view'] }) {
  const { count, words } = countOf(view);
  return (
    <a
      href={hrefOf({ view })}
      class={count > 0 ? 'top-always' : undefined}
      {...(shownView.value === view && { 'aria-current': 'page' })}
    >
      <span class="top-view-name">{t(`views.${view}`)}</span>
      {count > 0 && (
        <span class={view === 'board' ? 'count count-alarm' : 'count'}>
          <span aria-hidden="true">{count}</span>
          <span class="unseen">{words}</span>
        </span>
      )}
    </a>
  );
}

/** Who waits; and for supervisors, for whom nobody has come in too long a time. */
function countOf(view: Route['view']): { count: number; words: string } {
  const all = waiting.value ?? [];
  if (view === 'board') {
    const count = all.filter(({ alarm }) => alarm >= ALARM_FOR_SUPERVISORS).length;
    return { count, words: t('board.alarms', { count }) };
  }
  const count = view === 'desk' ? all.length : 0;
  return { count, words: t('queue.waitingCount', { count }) };
}
