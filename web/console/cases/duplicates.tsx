import { useEffect, useState } from 'preact/hooks';
import type { CaseDetail, CaseItem, Place } from '../api/case-shapes.js';
import { FailureLine } from '../parts/failure-line.js';
import { likelyDuplicates, linkCases } from '../state/case-steps.js';
import { sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { t } from '../texts.js';
import { DuplicateList } from './duplicate-list.js';

/** Open reports of the same thing nearby, to be linked with one press. */
export function Duplicates({ file, onLinked }: { file: CaseDetail; onLinked: () => Promise<unknown> }) {
  const { number, category, secrecy, details, links = [], status } = file;
  const place = placeOf(details);
  const asks = secrecy === 'none' && status !== 'closed' && place !== undefined;
  const [found, setFound] = useState<CaseItem[]>([]);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (!asks) return;
    let current = true;
    likelyDuplicates({ category, place, ...(file.district && { district: file.district }) }).then(
      (items) => current && setFound(items),
      (error) => current && setProblem(t('case.duplicatesProblem', { why: sentenceFor(error) })),
    );
    return () => {
      current = false;
    };
  }, [number, file.version]);

  async function link(other: string): Promise<void> {
    try {
      await linkCases(number, other);
      tell('done', t('step.done.link'));
    } catch (error) {
      tell('failed', t('step.failed', { why: sentenceFor(error) }));
    }
    await onLinked();
  }

  const others = found.filter((item) => item.number !== number && !links.includes(item.number));
  if (problem) return <FailureLine text={problem} />;
  if (!asks || others.length === 0) return null;
  return (
    <section class="duplicates" aria-labelledby="case-duplicates">
      <h3 id="case-duplicates">{t('case.duplicates')}</h3>
      <p class="hint">{t('case.duplicatesHint')}</p>
      <DuplicateList items={others}>
        {(item) => (
          <button type="button" onClick={() => void link(item.number)}>
            {t('case.linkWith', { number: item.number })}
          </button>
        )}
      </DuplicateList>
    </section>
  );
}

/** The place the answers of a form name. */
function placeOf(details: CaseDetail['details'] = {}): Place | undefined {
  return (details.location ?? details.address) as Place | undefined;
}
