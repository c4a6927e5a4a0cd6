import { useEffect, useRef } from 'preact/hooks';
import { startRegistering } from '../state/registering.js';
import { hrefOf } from '../state/route.js';
import { t } from '../texts.js';

/** Number and code, to be read out. The code is nowhere else: it goes with this screen. */
export function Registered({ number, secret }: { number: string; secret: string }) {
  const another = useRef<HTMLButtonElement>(null);
  useEffect(() => another.current?.focus(), []);
  return (
    <section class="registered" aria-labelledby="registered-title">
      <h2 id="registered-title">{t('register.doneTitle')}</h2>
      <div role="status">
        <dl class="registered-codes">
          <div>
            <dt>{t('register.number')}</dt>
            <dd>{number}</dd>
          </div>
          <div>
            <dt>{t('register.code')}</dt>
            <dd>{secret}</dd>
          </div>
        </dl>
      </div>
      <p>{t('register.done')}</p>
      <div class="dialog-foot">
        <button type="button" class="button-main" ref={another} onClick={startRegistering}>
          {t('register.another')}
        </button>
        <a class="button" href={hrefOf({ view: 'cases', number })}>
          {t('register.open')}
        </a>
      </div>
    </section>
  );
}
