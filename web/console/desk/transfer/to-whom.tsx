import type { DeskItem } from '../../api/move-shapes.js';
import { centreName } from '../../city-names.js';
import { languageInSentence, listed } from '../../format.js';
import { Choices } from '../../parts/choices.js';
import { Combobox } from '../../parts/combobox.js';
import { agent } from '../../state/session.js';
import { t } from '../../texts.js';
import { colleaguesOf } from './colleagues.js';

/** Anybody of the group, somebody at one desk, or one colleague. */
export type Whom = { kind: 'any' } | { kind: 'desk'; centre: string } | { kind: 'person'; agentId: string };

interface Props {
  desks: readonly DeskItem[];
  group: string;
  whom: Whom;
  onChange: (whom: Whom) => void;
  tried: boolean;
}

const ANY = 'any';
const PERSON = 'person';
/** Centres have codes of their own; these words are told apart by what stands before them. */
const AT = 'at:';

export function ToWhom({ desks, group, whom, onChange, tried }: Props) {
  const here = desks.filter((desk) => desk.group === group);
  const people = colleaguesOf(desks, group).map(({ id, name, languages, presence }) => ({
    value: id,
    label: `${name} · ${t(`presence.${presence}`)} · ${listed(languages.map(languageInSentence))}`,
  }));
  return (
    <>
      <Choices
        single
        legend={t('transfer.to')}
        options={[
          { value: ANY, label: t('transfer.any') },
          ...here.map((desk) => ({
            value: AT + desk.centre,
            label: t('transfer.desk', { centre: centreName(desk.centre) }),
            hint: standOf(desk),
          })),
          { value: PERSON, label: t('transfer.person'), hint: t('transfer.personHint') },
        ]}
        chosen={[choiceOf(whom)]}
        onChange={([value = ANY]) => onChange(whomOf(value))}
      />
      {whom.kind === 'person' && people.length === 0 && <p class="hint">{t('transfer.nobody')}</p>}
      {whom.kind === 'person' && people.length > 0 && (
        <Combobox
          noCodes
          label={t('transfer.who')}
          hint={t('transfer.whoHint')}
          options={people}
          value={whom.agentId}
          onChange={(agentId) => onChange({ kind: 'person', agentId })}
          error={tried && !whom.agentId ? t('transfer.whoMissing') : undefined}
        />
      )}
    </>
  );
}

function choiceOf(whom: Whom): string {
  return whom.kind === 'desk' ? AT + whom.centre : whom.kind;
}

function whomOf(value: string): Whom {
  if (value === PERSON) return { kind: 'person', agentId: '' };
  return value === ANY ? { kind: 'any' } : { kind: 'desk', centre: value.slice(AT.length) };
}

function standOf({ open, agents }: DeskItem): string {
  if (!open) return t('transfer.deskClosed');
  const others = agents.filter(({ id }) => id !== agent.value?.id).length;
  return others > 0 ? t('transfer.deskOpen', { count: others }) : t('transfer.deskEmpty');
}
