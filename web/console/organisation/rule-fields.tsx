import { Choices } from '../parts/choices.js';
import { t } from '../texts.js';
import { raised } from './centres-part.js';
import type { Draft, RuleDraft } from './draft.js';
import { NumberField } from './number-field.js';

interface Props {
  rule: RuleDraft;
  centres: Draft['centres'];
  fault: string | undefined;
  onChange: (rule: RuleDraft) => void;
}

/** After how long, to whom and in which order, and whether secret matters go along. */
export function RuleFields({ rule, centres, fault, onChange }: Props) {
  const { after, to, secret } = rule;
  const set = (changes: Partial<RuleDraft>) => onChange({ ...rule, ...changes });
  return (
    <div class="organisation-fields">
      <NumberField
        label={t('organisation.after')}
        hint={t('organisation.afterHint')}
        error={fault}
        value={after}
        onChange={(typed) => set({ after: typed })}
      />
      <Choices
        single
        legend={t('organisation.to')}
        options={[
          { value: 'all', label: t('organisation.toAll') },
          { value: 'some', label: t('organisation.toSome') },
        ]}
        chosen={[to ? 'some' : 'all']}
        onChange={([chosen]) => set({ to: chosen === 'some' ? centres.map(({ code }) => code) : null })}
      />
      {to && <Order to={to} centres={centres} onChange={(order) => set({ to: order })} />}
      <Choices
        legend={t('organisation.secrecy')}
        options={[{ value: 'secret', label: t('organisation.secret'), hint: t('organisation.secretHint') }]}
        chosen={secret ? ['secret'] : []}
        onChange={(chosen) => set({ secret: chosen.length > 0 })}
      />
    </div>
  );
}

function Order({
  to,
  centres,
  onChange,
}: {
  to: string[];
  centres: Draft['centres'];
  onChange: (to: string[]) => void;
}) {
  const nameOf = (code: string) => centres.find((one) => one.code === code)?.name ?? code;
  const others = centres.filter(({ code }) => !to.includes(code));
  return (
    <>
      {to.length === 0 && <p class="hint">{t('organisation.toNobody')}</p>}
      <ol class="organisation-order">
        {to.map((code, index) => (
          <li key={code} class="organisation-row">
            <span>
              {index + 1}. {nameOf(code)}
            </span>
            {index > 0 && (
              <button type="button" class="button-quiet" onClick={() => onChange(raised(to, index))}>
                {t('organisation.moveUp')}
                <span class="unseen">: {nameOf(code)}</span>
              </button>
            )}
            <button type="button" class="button-quiet" onClick={() => onChange(to.filter((one) => one !== code))}>
              {t('organisation.remove')}
              <span class="unseen">: {nameOf(code)}</span>
            </button>
          </li>
        ))}
      </ol>
      {others.length > 0 && (
        <p class="organisation-row">
          {others.map(({ code, name }) => (
            <button key={code} type="button" onClick={() => onChange([...to, code])}>
              {t('organisation.addTo', { centre: name })}
            </button>
          ))}
        </p>
      )}
    </>
  );
}
