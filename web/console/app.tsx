import { useEffect } from 'preact/hooks';
import { Articles } from './articles/articles.js';
import { BoardView } from './board/board.js';
import { CallBacks } from './call-backs/call-backs.js';
import { Cases } from './cases/cases.js';
import { CoverView } from './cover/cover.js';
import { Desk } from './desk/desk.js';
import { ChangePassword } from './entry/change-password.js';
import { SignIn } from './entry/sign-in.js';
import { ConnectionLine } from './frame/connection-line.js';
import { FirstSteps } from './frame/first-steps.js';
import { Header } from './frame/header.js';
import { NoticeLine } from './frame/notice-line.js';
import { OrganisationView } from './organisation/organisation.js';
import { Register } from './register/register.js';
import { Staff } from './staff/staff.js';
import { forgetArticles } from './state/articles.js';
import { forgetCases } from './state/cases.js';
import { watchLosses } from './state/losses.js';
import { clearNotice } from './state/notice.js';
import { resumeOutgoing } from './state/outgoing.js';
import { watchQueue } from './state/queue.js';
import { bindRegistering } from './state/registering.js';
import { session } from './state/session.js';
import { forgetUnanswered } from './state/unanswered.js';
import { watchUnread } from './state/unread.js';
import { shownView } from './state/views.js';
import { language, t } from './texts.js';
import { Unanswered } from './unanswered/unanswered.js';

/** The whole console: who is there decides what is shown. */
export function App() {
  const now = session.value;
  const code = language.value;
  useEffect(() => {
    document.documentElement.lang = code;
  }, [code]);
  if (now.kind === 'starting') return <p class="starting">{t(now.unreachable ? 'app.starting' : 'app.loading')}</p>;
  if (now.kind === 'out') return <SignIn expired={now.expired} username={now.username} />;
  if (now.agent.mustChange) return <ChangePassword />;
  return <Work key={now.agent.id} />;
}

function Work() {
  useEffect(watchQueue, []);
  useEffect(watchUnread, []);
  useEffect(watchLosses, []);
  useEffect(resumeOutgoing, []);
  useEffect(() => forgetCases, []);
  useEffect(bindRegistering, []);
  useEffect(() => forgetUnanswered, []);
  useEffect(() => forgetArticles, []);
  const shown = shownView.value;
  useEffect(clearNotice, [shown]);
  return (
    <>
      <button type="button" class="skip" onClick={skip}>
        {t('app.skip')}
      </button>
      <Header />
      <ConnectionLine />
      <NoticeLine />
      {shown === 'desk' && <Desk />}
      {shown === 'cases' && <Cases />}
      {shown === 'register' && <Register />}
      {shown === 'call-backs' && <CallBacks />}
      {shown === 'board' && <BoardView />}
      {shown === 'cover' && <CoverView />}
      {shown === 'organisation' && <OrganisationView />}
      {shown === 'unanswered' && <Unanswered />}
      {shown === 'articles' && <Articles />}
      {shown === 'staff' && <Staff />}
      {!shown && (
        <main id="main">
          <FirstSteps />
        </main>
      )}
    </>
  );
}

/** No link: the address holds the place in the console. */
function skip(): void {
  const main = document.getElementById('main');
  main?.setAttribute('tabindex', '-1');
  main?.focus();
}
