import type { Change, OrganisationNow } from '../api/organisation-shapes.js';
import { centreName, groupName } from '../city-names.js';
import { dateTime } from '../format.js';
import { t } from '../texts.js';

interface Props {
  now: OrganisationNow;
  goBack: ((version: number) => Promise<void>) | undefined;
}

/** Who changed what and when; an earlier state can be taken into the form. */
export function History({ now: { version: current, history }, goBack }: Props) {
  return (
    <section aria-labelledby="organisation-history">
      <h2 id="organisation-history">{t('organisation.history')}</h2>
      <ol class="list-rows">
        {history.map(({ version, byName, at, changes }) => (
          <li key={version} class="list-row">
            <p>
              {at ? (
                <>
                  <strong>{byName}</strong> · <time dateTime={at}>{dateTime(at)}</time>
                </>
              ) : (
                <strong>{t('organisation.fromFiles')}</strong>
              )}
              {version === current && ' '}
              {version === current && <span class="tag tag-open">{t('organisation.holds')}</span>}
            </p>
            {changes.length > 0 && (
              <ul>
                {changes.map((change) => (
                  <li key={`${change.what} ${change.group} ${change.centre}`}>{wordsOf(change)}</li>
                ))}
              </ul>
            )}
            {goBack && version !== current && (
              <p>
                <button type="button" class="button-quiet" onClick={() => void goBack(version)}>
                  {t('organisation.goBack')}
                  <span class="unseen">{at ? `: ${dateTime(at)}` : `: ${t('organisation.fromFiles')}`}</span>
                </button>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function wordsOf({ what, group, centre }: Change): string {
  const at = centre ? centreName(centre) : t('organisation.everywhere');
  return t(`organisation.change.${what}`, { group: groupName(group), centre: at });
}
