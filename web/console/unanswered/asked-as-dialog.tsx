import { useEffect, useState } from 'preact/hooks';
import type { ArticleItem, UnansweredItem } from '../api/editorial-shapes.js';
import { languageInSentence } from '../format.js';
import { Combobox } from '../parts/combobox.js';
import { Dialog } from '../parts/dialog.js';
import { DialogFoot } from '../parts/dialog-foot.js';
import { FailureLine } from '../parts/failure-line.js';
import { allArticles } from '../state/articles.js';
import { sentenceFor } from '../state/failure.js';
import { language, t } from '../texts.js';
import { PhrasingField, phrasingFault } from './phrasing-field.js';
import { useAnswer } from './use-answer.js';

/** The question becomes a phrasing of an article: one of the nearest with one press, or any other. */
export function AskedAsDialog({ item, onClose }: { item: UnansweredItem; onClose: () => void }) {
  const [phrasing, setPhrasing] = useState(item.text);
  const [chosen, setChosen] = useState('');
  const [tried, setTried] = useState(false);
  const [articles, setArticles] = useState<{ topic: string; title: string }[]>();
  const [unlisted, setUnlisted] = useState('');
  const { busy, problem, answer } = useAnswer(item, onClose);
  useEffect(() => {
    let current = true;
    allArticles().then(
      (all) => current && setArticles(inLanguage(all, item.language)),
      (error) => current && setUnlisted(sentenceFor(error)),
    );
    return () => {
      current = false;
    };
  }, []);
  const nearest = item.nearest.flatMap((topic) => articles?.find((one) => one.topic === topic) ?? []);
  const fault = phrasingFault(phrasing);

  function addTo(topic: string, button: Element): void {
    setTried(true);
    if (topic && !fault) void answer({ as: 'asked-as', topic, phrasing: phrasing.trim() }, button);
  }

  return (
    <Dialog title={t('unanswered.askedAs.title')} onClose={onClose} wide>
      <div class="close-form">
        {problem && <FailureLine text={problem} />}
        {unlisted && <FailureLine text={unlisted} />}
        <PhrasingField item={item} value={phrasing} onChange={setPhrasing} error={tried ? fault : undefined} />
        {!articles && !unlisted && <p class="hint">{t('app.loading')}</p>}
        {nearest.length > 0 && (
          <section class="nearest" aria-labelledby="nearest-title">
            <h3 id="nearest-title">{t('unanswered.askedAs.nearest')}</h3>
            <ul>
              {nearest.map(({ topic, title }) => (
                <li key={topic}>
                  <button type="button" aria-disabled={busy} onClick={(event) => addTo(topic, event.currentTarget)}>
                    {t('unanswered.askedAs.addTo', { title })}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        {articles && (
          <Combobox
            label={t(nearest.length > 0 ? 'unanswered.askedAs.other' : 'unanswered.askedAs.any')}
            hint={t('unanswered.askedAs.anyHint', { language: languageInSentence(item.language) })}
            options={articles.map(({ topic, title }) => ({ value: topic, label: title }))}
            value={chosen}
            onChange={setChosen}
            error={tried && !chosen && !busy && !problem && !fault ? t('unanswered.askedAs.missing') : undefined}
          />
        )}
        <DialogFoot
          label={t('unanswered.askedAs.add')}
          busy={busy}
          onPress={(button) => addTo(chosen, button)}
          onClose={onClose}
        />
      </div>
    </Dialog>
  );
}

/** A phrasing belongs to a text of its own language. */
function inLanguage(all: readonly ArticleItem[], wanted: string): { topic: string; title: string }[] {
  return all
    .flatMap(({ topic, texts }) => {
      const text = texts.find((one) => one.language === wanted);
      return text ? [{ topic, title: text.title || topic }] : [];
    })
    .sort((a, b) => a.title.localeCompare(b.title, language.value));
}
