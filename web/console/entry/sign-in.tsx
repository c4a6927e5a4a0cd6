import { useEffect, useRef, useState } from 'preact/hooks';
import { NoConnection } from '../api/client.js';
import { LanguageChoice } from '../frame/language-choice.js';
import { FailureLine } from '../parts/failure-line.js';
import { Field } from '../parts/field.js';
import { isRefusal } from '../state/failure.js';
import { signIn } from '../state/session.js';
import { type Key, t } from '../texts.js';

function keyFor(error: unknown): Key {
  if (error instanceof NoConnection) return 'signIn.noConnection';
  if (isRefusal(error, 401) || isRefusal(error, 400)) return 'signIn.wrong';
  if (isRefusal(error, 429)) return error.retryAfter ? 'signIn.throttledFor' : 'signIn.throttled';
  return 'signIn.failed';
}

export function SignIn({ expired, username: before }: { expired: boolean; username: string }) {
  const [username, setUsername] = useState(before);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<{ key: Key; minutes: number }>();
  const [busy, setBusy] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  const secret = useRef<HTMLInputElement>(null);
  useEffect(() => (before ? secret : name).current?.focus(), []);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    if (!username.trim() || !password) {
      setProblem({ key: 'signIn.empty', minutes: 0 });
      (username.trim() ? secret : name).current?.focus();
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      await signIn(username.trim(), password);
    } catch (error) {
      setProblem({ key: keyFor(error), minutes: isRefusal(error, 429) ? Math.ceil((error.retryAfter ?? 0) / 60) : 0 });
      setBusy(false);
      secret.current?.select();
    }
  }

  return (
    <main class="entry">
      <form class="entry-card" onSubmit={(event) => void submit(event)} noValidate>
        <h1>{t('signIn.title')}</h1>
        {expired ? (
          <p class="entry-expired" role="status">
            {t('signIn.expired')}
          </p>
        ) : (
          <p>{t('signIn.intro')}</p>
        )}
        {problem && <FailureLine text={t(problem.key, { count: problem.minutes })} />}
        <Field label={t('signIn.username')}>
          {(ids) => (
            <input
              {...ids}
              ref={name}
              type="text"
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
              value={username}
              onInput={(event) => setUsername(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t('signIn.password')}>
          {(ids) => (
            <input
              {...ids}
              ref={secret}
              type="password"
              autocomplete="current-password"
              value={password}
              onInput={(event) => setPassword(event.currentTarget.value)}
            />
          )}
        </Field>
        <button type="submit" class="button-main" aria-disabled={busy}>
          {busy ? t('signIn.busy') : t('signIn.submit')}
        </button>
      </form>
      <LanguageChoice />
    </main>
  );
}
