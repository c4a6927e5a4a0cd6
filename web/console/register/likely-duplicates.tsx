import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaseItem } from '../api/case-shapes.js';
import { DuplicateList } from '../cases/duplicate-list.js';
import { likelyDuplicates } from '../state/case-steps.js';
import { t } from '../texts.js';
import type { Draft } from './blank.js';
import { placeIn } from './heard.js';

const PAUSE_MS = 400;

/** Reports of the same thing nearby, while the place is being typed. Without an answer registering goes on. */
export function LikelyDuplicates({ draft }: { draft: Draft }) {
  const [found, setFound] = useState<CaseItem[]>([]);
  const { category, district } = draft;
  const place = placeIn(draft);
  useEffect(() => {
    if (!category || !place) {
      setFound([]);
      return;
    }
    let current = true;
    const pause = setTimeout(() => {
      likelyDuplicates({ category, place, ...(district && { district }) }).then(
        (items) => current && setFound(items),
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(pause);
    };
  }, [category, district, place?.text]);
  // Below the field that is being typed in: into sight without taking the focus.
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (found.length > 0) shown.current?.scrollIntoView({ block: 'nearest' });
  }, [found.length]);
  return (
    <div role="status" class="duplicates-place" ref={shown}>
      {found.length > 0 && (
        <section class="duplicates" aria-labelledby="register-duplicates">
          <h2 id="register-duplicates">{t('register.duplicates')}</h2>
          <p class="hint">{t('case.duplicatesHint')}</p>
          <DuplicateList items={found} apart />
        </section>
      )}
    </div>
  );
}
