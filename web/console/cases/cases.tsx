import { useEffect } from 'preact/hooks';
import { Empty } from '../parts/empty.js';
import { FailureLine } from '../parts/failure-line.js';
import { found, isNarrowed, searchProblem, watchCases } from '../state/cases.js';
import { route } from '../state/route.js';
import { t } from '../texts.js';
import { CaseList } from './case-list.js';
import { CasePage } from './case-page.js';
import { CaseSearchForm } from './case-search.js';

/** The register: search on one side, the case that is open on the other. */
export function Cases() {
  useEffect(watchCases, []);
  const number = route.value.view === 'cases' ? route.value.number : undefined;
  return (
    <main class={number ? 'cases cases-open' : 'cases'} id="main">
      <section class="cases-search" aria-labelledby="cases-title">
        <h1 id="cases-title">{t('views.cases')}</h1>
        <CaseSearchForm />
        {searchProblem.value && <FailureLine text={searchProblem.value} />}
        <Result current={number} />
      </section>
      {number ? (
        <CasePage key={number} number={number} />
      ) : (
        <section class="case-page case-page-none" aria-label={t('case.label')}>
          <Empty title={t('cases.noneTitle')} text={t('cases.none')} />
        </section>
      )}
    </main>
  );
}

function Result({ current }: { current: string | undefined }) {
  const result = found.value;
  if (!result) return <p class="hint">{t('app.loading')}</p>;
  if (result.items.length > 0) return <CaseList found={result} current={current} />;
  return isNarrowed.value ? (
    <Empty title={t('cases.noHitTitle')} text={t('cases.noHit')} />
  ) : (
    <Empty title={t('cases.emptyTitle')} text={t('cases.empty')} />
  );
}
