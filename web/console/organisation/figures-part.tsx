import { t } from '../texts.js';
import type { PartProps } from './centres-part.js';
import type { Figure } from './draft.js';
import { NumberField } from './number-field.js';

/** Limits that hold for all groups. */
export function FiguresPart({ draft, faults, change }: PartProps) {
  const figure = (name: Figure) => (
    <NumberField
      key={name}
      label={t(`organisation.figure.${name}`)}
      hint={t(`organisation.figureHint.${name}`)}
      error={faults[name]}
      value={draft[name]}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <section aria-labelledby="organisation-limits">
      <h2 id="organisation-limits">{t('organisation.limits')}</h2>
      <div class="organisation-grid">{(['capacity', 'groupAfter', 'supervisorAfter'] as const).map(figure)}</div>
      <div class="organisation-grid">{(['askAfter', 'closeAfter'] as const).map(figure)}</div>
    </section>
  );
}
