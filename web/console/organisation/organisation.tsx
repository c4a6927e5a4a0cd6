import { useEffect } from 'preact/hooks';
import { FailureLine } from '../parts/failure-line.js';
import { ListPage } from '../parts/list-page.js';
import { organisation, organisationProblem, watchOrganisation } from '../state/organisation.js';
import { has } from '../state/session.js';
import { t } from '../texts.js';
import { OrganisationForm } from './organisation-form.js';

/** Centres, hours, limits and who helps whom. Supervisors change it, administrators read it. */
export function OrganisationView() {
  useEffect(watchOrganisation, []);
  const now = organisation.value;
  const problem = organisationProblem.value;
  return (
    <ListPage view="organisation" intro={t(has('supervisor') ? 'organisation.intro' : 'organisation.readOnly')}>
      {problem && <FailureLine text={problem} />}
      {!now && !problem && <p class="hint">{t('app.loading')}</p>}
      {now && <OrganisationForm now={now} />}
    </ListPage>
  );
}
