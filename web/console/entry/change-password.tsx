import { useEffect, useRef, useState } from 'preact/hooks';
import { LanguageChoice } from '../frame/language-choice.js';
import { FailureLine } from '../parts/failure-line.js';
import { Field } from '../parts/field.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { changePassword, signOut } from '../state/session.js';
import { t } from '../texts.js';

export const SHORTEST_PASSWORD = 8;

interface Problems {
  current?: string;
  password?: string;
  repeated?: string;
  all?: string;
}

/** The password was made by the program or by an administrator: nothing else works until the agent has an own one. */
export function ChangePassword() {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [problems, setProblems] = useState<Problems>({});
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), [problems]);

  function check(): Problems {
    if (!current) return { current: t('password.currentEmpty') };
    if (password.length < SHORTEST_PASSWORD) return { password: t('password.tooShort', { count: SHORTEST_PASSWORD }) };
    if (password === current) return { password: t('password.same') };
    return password === repeated ? {} : { repeated: t('password.different') };
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const found = check();
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await changePassword(current, password);
    } catch (error) {
      setProblems(
        isRefusal(error, 403) || isRefusal(error, 401)
          ? { current: t('password.currentWrong') }
          : isRefusal(error, 400)
            ? { password: t('password.refused', { count: SHORTEST_PASSWORD }) }
            : { all: sentenceFor(error) },
      );
      setBusy(false);
    }
  }

  return (
    <main class="entry">
      <form class="entry-card" ref={form} onSubmit={(event) => void submit(event)} noValidate>
        <h1>{t('password.title')}</h1>
        <p>{t('password.intro')}</p>
        {problems.all && <FailureLine text={problems.all} />}
        <Password
          label={t('password.current')}
          kind="current-password"
          value={current}
          set={setCurrent}
          error={problems.current}
        />
        <Password
          label={t('password.new')}
          hint={t('password.hint', { count: SHORTEST_PASSWORD })}
          kind="new-password"
          value={password}
          set={setPassword}
          error={problems.password}
        />
        <Password
          label={t('password.repeat')}
          kind="new-password"
          value={repeated}
          set={setRepeated}
          error={problems.repeated}
        />
        <button type="submit" class="button-main" aria-disabled={busy}>
          {t('password.submit')}
        </button>
        <button type="button" class="button-quiet" onClick={() => void signOut()}>
          {t('app.signOut')}
        </button>
      </form>
      <LanguageChoice />
    </main>
  );
}

interface PasswordProps {
  label: string;
  hint?: string;
  error: string | undefined;
  kind: 'current-password' | 'new-password';
  value: string;
  set: (value: string) => void;
}

function Password({ label, hint, error, kind, value, set }: PasswordProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <input
          {...ids}
          type="password"
          autocomplete={kind}
          value={value}
          onInput={(event) => set(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
