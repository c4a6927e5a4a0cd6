import type { UnansweredItem } from '../api/editorial-shapes.js';
import { topicName } from '../city-names.js';
import { dateTime, languageName } from '../format.js';
import { t } from '../texts.js';

/** How often and when it was asked, why nobody answered, and what came nearest. */
export function UnansweredFacts({ item: { count, lastAt, language, why, nearest } }: { item: UnansweredItem }) {
  return (
    <>
      <p class="unanswered-when">
        <strong>{t('unanswered.times', { count })}</strong>
        <span>
          {t('unanswered.last')} <time dateTime={lastAt}>{dateTime(lastAt)}</time>
        </span>
        <span>{languageName(language)}</span>
      </p>
      <dl class="facts">
        <div>
          <dt>{t('unanswered.whyLabel')}</dt>
          <dd class="unanswered-tags">
            {why.map((one) => (
              <span key={one} class="tag">
                {t(`unanswered.why.${one}`)}
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>{t('unanswered.nearest')}</dt>
          <dd class="unanswered-tags">
            {nearest.length === 0 && t('unanswered.noneNear')}
            {nearest.map((topic) => (
              <span key={topic} class="tag">
                {topicName(topic)}
              </span>
            ))}
          </dd>
        </div>
      </dl>
    </>
  );
}
