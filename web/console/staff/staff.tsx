import { useEffect } from 'preact/hooks';
import { FirstSteps } from '../frame/first-steps.js';
import { FailureLine } from '../parts/failure-line.js';
import { Icon } from '../parts/icon.js';
import { hrefOf, route } from '../state/route.js';
import { staff, staffProblem, watchStaff } from '../state/staff.js';
import { t } from '../texts.js';
import { AgentForm } from './agent-form.js';
import { AgentList } from './agent-list.js';

/** Who works here and what they may do. For administrators. */
export function Staff() {
  useEffect(watchStaff, []);
  const chosen = route.value.view === 'staff' ? route.value.agentId : undefined;
  const agents = staff.value;
  const edited = agents?.find(({ id }) => id === chosen);
  const alone = agents !== undefined && !agents.some(({ roles }) => roles.includes('agent'));
  return (
    <main class={chosen ? 'staff staff-open' : 'staff'} id="main">
      <section class="staff-list" aria-labelledby="staff-title">
        <div class="staff-head">
          <h1 id="staff-title">{t('views.staff')}</h1>
          <a class="button-main" href={hrefOf({ view: 'staff', agentId: 'new' })}>
            <Icon name="add" /> {t('staff.add')}
          </a>
        </div>
        {staffProblem.value && <FailureLine text={staffProblem.value} />}
        {!agents && !staffProblem.value && <p class="hint">{t('app.loading')}</p>}
        {alone && !chosen && <FirstSteps />}
        {agents && <AgentList agents={agents} current={chosen} />}
      </section>
      {agents && (chosen === 'new' || edited) && <AgentForm key={chosen} agent={edited} />}
    </main>
  );
}
