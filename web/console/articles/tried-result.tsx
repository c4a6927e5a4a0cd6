import type { Tried } from '../api/editorial-shapes.js';
import { percent } from '../format.js';
import { t } from '../texts.js';

const SHOWN = 5;

/** What the bot would do, and why. */
export function TriedResult({ tried, topic }: { tried: Tried; topic: string }) {
  const { confidence, words, ranking, rank } = tried;
  const unknown = words.filter(({ known }) => !known);
  return (
    <div class="tried">
      <p>
        <strong>{verdictOf(tried, topic)}</strong>
      </p>
      <dl class="facts">
        <div>
          <dt>{t('articles.try.confidence')}</dt>
          <dd>{percent(confidence)}</dd>
        </div>
        <div>
          <dt>{t('articles.try.words')}</dt>
          <dd class="unanswered-tags">
            {words.map(({ word, known }, index) => (
              <span key={`${word}/${index}`} class={known ? 'tag' : 'tag tag-off'} dir="auto">
                {word} <span class="word-known">{t(known ? 'articles.try.known' : 'articles.try.unknown')}</span>
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>{t('articles.try.place')}</dt>
          <dd>{rank > 0 ? t('articles.try.rank', { rank }) : t('articles.try.noRank')}</dd>
        </div>
      </dl>
      {unknown.length > 0 && <p class="hint">{t('articles.try.unknownHint')}</p>}
      {ranking.length > 0 && (
        <table class="ranking">
          <caption>{t('articles.try.ranking')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('articles.try.article')}</th>
              <th scope="col">{t('articles.try.score')}</th>
            </tr>
          </thead>
          <tbody>
            {ranking.slice(0, SHOWN).map(({ id, title, score }) => (
              <tr key={id} class={id === topic ? 'ranking-own' : undefined}>
                <td dir="auto">
                  {title || id}
                  {id === topic && <span class="tag">{t('articles.try.this')}</span>}
                </td>
                <td>{score.toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function verdictOf({ verdict, ranking }: Tried, topic: string): string {
  const titleOf = (id: string | undefined) => ranking.find((one) => one.id === id)?.title || (id ?? '');
  if (verdict.kind === 'unknown') return t('articles.try.verdict.unknown');
  if (verdict.kind === 'choose')
    return t(verdict.articles?.includes(topic) ? 'articles.try.verdict.chooseThis' : 'articles.try.verdict.choose');
  const answers = verdict.articles ?? (verdict.article ? [verdict.article] : []);
  if (answers.includes(topic)) return t('articles.try.verdict.this');
  return t('articles.try.verdict.other', { title: titleOf(answers[0]) });
}
