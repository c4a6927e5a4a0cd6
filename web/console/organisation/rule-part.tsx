import { t } from '../texts.js';
import type { PartProps } from './centres-part.js';
import { RuleFields } from './rule-fields.js';

/** Who helps whom, for all groups that have no rule of their own. */
export function RulePart({ draft, faults, change }: PartProps) {
  return (
    <section aria-labelledby="organisation-rule">
      <h2 id="organisation-rule">{t('organisation.rule')}</h2>
      <p class="hint">{t('organisation.ruleHint')}</p>
      <RuleFields
        rule={draft.rule}
        centres={draft.centres}
        fault={faults['after ']}
        onChange={(rule) => change({ rule })}
      />
    </section>
  );
}
