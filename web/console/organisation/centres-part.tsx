import { useState } from 'preact/hooks';
import type { OrganisationNow } from '../api/organisation-shapes.js';
import { districtName } from '../city-names.js';
import { listed } from '../format.js';
import { Choices } from '../parts/choices.js';
import { Field, FieldError } from '../parts/field.js';
import { Icon } from '../parts/icon.js';
import { city } from '../state/session.js';
import { language, t } from '../texts.js';
import { codeFor, type Draft, withoutCentre } from './draft.js';
import type { Faults } from './faults.js';

export interface PartProps {
  draft: Draft;
  faults: Faults;
  change: (changes: Partial<Draft>) => void;
}

/** The centres in the order in which they help each other, each with the districts it knows best. */
export function CentresPart({ draft, faults, change, belongings }: PartProps & Pick<OrganisationNow, 'belongings'>) {
  const [name, setName] = useState('');
  const { centres } = draft;
  const set = (code: string, changes: Partial<Draft['centres'][number]>) =>
    change({ centres: centres.map((one) => (one.code === code ? { ...one, ...changes } : one)) });

  function add(): void {
    if (!name.trim()) return;
    const code = codeFor(
      name,
      centres.map((one) => one.code),
    );
    change({ centres: [...centres, { code, name: name.trim(), districts: [] }] });
    setName('');
  }

  return (
    <section aria-labelledby="organisation-centres">
      <h2 id="organisation-centres">{t('organisation.centres')}</h2>
      <p class="hint">{t('organisation.centresHint')}</p>
      {faults.centres && <FieldError id="organisation-no-centre" text={faults.centres} />}
      <ul class="list-rows">
        {centres.map((centre, index) => (
          <CentreRow
            key={centre.code}
            centre={centre}
            others={centres.filter((one) => one !== centre)}
            fault={faults[`centre ${centre.code}`]}
            belongs={belongings.find((one) => one.centre === centre.code)}
            set={(changes) => set(centre.code, changes)}
            moveUp={index > 0 ? () => change({ centres: raised(centres, index) }) : undefined}
            remove={() => change(withoutCentre(draft, centre.code))}
          />
        ))}
      </ul>
      <Field label={t('organisation.newCentre')} hint={t('organisation.newCentreHint')}>
        {(ids) => (
          <div class="organisation-row">
            <input
              {...ids}
              type="text"
              maxLength={100}
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
            <button type="button" onClick={add} aria-disabled={!name.trim()}>
              <Icon name="add" /> {t('organisation.addCentre')}
            </button>
          </div>
        )}
      </Field>
    </section>
  );
}

interface RowProps {
  centre: Draft['centres'][number];
  others: Draft['centres'];
  fault: string | undefined;
  belongs: OrganisationNow['belongings'][number] | undefined;
  set: (changes: Partial<Draft['centres'][number]>) => void;
  moveUp: (() => void) | undefined;
  remove: () => void;
}

function CentreRow({ centre: { name, districts }, others, fault, belongs, set, moveUp, remove }: RowProps) {
  const taken = new Set(others.flatMap((one) => one.districts));
  const free = (city.value?.districts ?? []).map(({ code }) => code).filter((code) => !taken.has(code));
  const { agents = [], conversations = 0 } = belongs ?? {};
  const held = agents.length > 0;
  return (
    <li class="list-row">
      <Field label={t('organisation.name')} error={fault}>
        {(ids) => (
          <input
            {...ids}
            type="text"
            maxLength={100}
            value={name}
            onInput={(event) => set({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Choices
        legend={t('organisation.districts', { centre: name })}
        hint={t('organisation.districtsHint')}
        options={free
          .map((value) => ({ value, label: districtName(value) }))
          .sort((a, b) => a.label.localeCompare(b.label, language.value))}
        chosen={districts}
        onChange={(chosen) => set({ districts: chosen })}
      />
      {held && <p class="hint">{t('organisation.belong', { agents: listed(agents) })}</p>}
      {conversations > 0 && <p class="hint">{t('organisation.openHere', { count: conversations })}</p>}
      <p class="organisation-row">
        {moveUp && (
          <button type="button" class="button-quiet" onClick={moveUp}>
            {t('organisation.moveUp')}
            <span class="unseen">: {name}</span>
          </button>
        )}
        <button type="button" class="button-quiet" aria-disabled={held} onClick={() => !held && remove()}>
          {t('organisation.removeCentre')}
          <span class="unseen">: {name}</span>
        </button>
      </p>
    </li>
  );
}

export function raised<T>(list: readonly T[], index: number): T[] {
  const moved = [...list];
  const [one] = moved.splice(index, 1);
  if (one !== undefined) moved.splice(index - 1, 0, one);
  return moved;
}
