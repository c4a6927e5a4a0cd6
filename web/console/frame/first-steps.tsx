import { hrefOf } from '../state/route.js';
import { has } from '../state/session.js';
import { t } from '../texts.js';

/** For somebody who can read no cases: why it is empty here, and what to do about it. */
export function FirstSteps() {
  if (!has('admin')) {
    return (
      <section class="steps">
        <h1>{t('steps.nothingTitle')}</h1>
        <p>{t('steps.nothing')}</p>
      </section>
    );
  }
  return (
    <section class="steps">
      <h1>{t('steps.title')}</h1>
      <p>{t('steps.intro')}</p>
      <ol>
        <li>{t('steps.add')}</li>
        <li>{t('steps.groups')}</li>
        <li>{t('steps.open')}</li>
        <li>{t('steps.own')}</li>
      </ol>
      <p>
        <a class="button-main" href={hrefOf({ view: 'staff', agentId: 'new' })}>
          {t('steps.button')}
        </a>
      </p>
    </section>
  );
}
