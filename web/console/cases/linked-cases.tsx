import type { CaseDetail } from '../api/case-shapes.js';
import { hrefOf } from '../state/route.js';
import { t } from '../texts.js';

/** Cases that belong with this one, as far as the reader may see them. */
export function LinkedCases({ file: { links = [] } }: { file: CaseDetail }) {
  if (links.length === 0) return null;
  return (
    <section aria-labelledby="case-links">
      <h3 id="case-links">{t('case.links')}</h3>
      <ul class="linked">
        {links.map((number) => (
          <li key={number}>
            <a class="number" href={hrefOf({ view: 'cases', number })}>
              {number}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
