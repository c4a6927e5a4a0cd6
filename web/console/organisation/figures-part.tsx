import { Field } from '../parts/field.js';
import { t } from '../texts.js';
import type { PartProps } from './centres-part.js';
import type { Figure } from './draft.js';

/** Limits that hold for all groups. */
export function FiguresPart({ draft, faults, change }: PartProps) {
  const figure = (name: Figure) => (
    <Field
      key={name}
      label={t(`organisation.figure.${name}`)}
      hint={t(`organisation.figureHint.${name}`)}
      error={faults[name]}
    >
      {(ids) => (
        <input
          {...ids}
          class="organisation-number"
          type="text"
          inputMode="numeric"
          maxLength={4}
          value={draft[name]}
          onInput={(event) => change({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <section aria-labelledby="organisation-limits">
      <h2 id="organisation-limits">{t('organisation.limits')}</h2>
      <div class="organisation-grid">{(['capacity', 'groupAfter', 'supervisorAfter'] as const).map(figure)}</div>
      <div class="organisation-grid">{(['askAfter', 'closeAfter'] as const).map(figure)}</div>
    </section>
  );
}
