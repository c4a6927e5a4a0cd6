import type { CaseDetail } from '../api/case-shapes.js';
import type { HandoverItem } from '../api/shapes.js';
import { CaseFacts } from '../cases/case-facts.js';
import { DetailLines } from '../cases/detail-lines.js';
import { Timeline } from '../cases/timeline.js';
import { t } from '../texts.js';
import { PreviousCases } from './previous-cases.js';

/** The case beside the conversation. */
export function CasePanel({ item, file }: { item: HandoverItem | undefined; file: CaseDetail | undefined }) {
  return (
    <aside class="case-panel" id="case-panel" tabIndex={-1} aria-label={t('case.label')}>
      <h2>{t('case.label')}</h2>
      {file && <CaseFacts file={file} />}
      {file && <DetailLines file={file} />}
      {file?.access === 'full' && item && <PreviousCases item={item} />}
      {file && <Timeline entries={file.timeline} />}
      {!file && item && <p class="hint">{t('case.notYours')}</p>}
      {!file && !item && <p class="hint">{t('app.loading')}</p>}
    </aside>
  );
}
