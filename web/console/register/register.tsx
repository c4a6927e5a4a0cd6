import { useState } from 'preact/hooks';
import { registration } from '../state/registering.js';
import { t } from '../texts.js';
import { RegisterForm } from './register-form.js';
import { Registered } from './registered.js';

/** Takes down what came by telephone, e-mail, post or fax, or at the counter. */
export function Register() {
  // Whoever asks again begins anew, also when the form is on the screen already.
  return <Registration key={registration.value} />;
}

function Registration() {
  const [made, setMade] = useState<{ number: string; secret: string }>();
  return (
    <main class="register" id="main">
      <h1>{t('views.register')}</h1>
      {made ? (
        <Registered {...made} />
      ) : (
        <>
          <p class="hint">{t('register.intro')}</p>
          <RegisterForm onRegistered={setMade} />
        </>
      )}
    </main>
  );
}
