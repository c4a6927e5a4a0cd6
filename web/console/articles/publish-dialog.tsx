import { useEffect, useState } from 'preact/hooks';
import type { TakenQuestion } from '../api/editorial-shapes.js';
import { directionOf } from '../city-languages.js';
import { Dialog } from '../parts/dialog.js';
import { DialogFoot } from '../parts/dialog-foot.js';
import { FailureLine } from '../parts/failure-line.js';
import { takenBy, type WrittenText } from '../state/article.js';
import { sentenceFor } from '../state/failure.js';
import { t } from '../texts.js';

interface Props {
  written: WrittenText;
  onPublish: () => void;
  onClose: () => void;
}

/** What the text would take from other articles, before citizens get it. */
export function PublishDialog({ written, onPublish, onClose }: Props) {
  const [taken, setTaken] = useState<TakenQuestion[]>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let current = true;
    takenBy(written).then(
      (items) => current && setTaken(items),
      (error) => current && setProblem(sentenceFor(error)),
    );
    return () => {
      current = false;
    };
  }, []);
  const waiting = !taken && !problem;
  return (
    <Dialog title={t('articles.publishTitle')} onClose={onClose} wide>
      <p>{t('articles.publishText')}</p>
      <div role="status">
        {waiting && <p class="hint">{t('articles.takesChecking')}</p>}
        {taken?.length === 0 && <p>{t('articles.takesNothing')}</p>}
        {taken && taken.length > 0 && <Taken items={taken} language={written.language} />}
      </div>
      {problem && <FailureLine text={t('articles.takesUnknown', { why: problem })} />}
      <DialogFoot
        label={t(taken?.length ? 'articles.publishAnyway' : 'articles.publishNow')}
        busy={waiting}
        onPress={onPublish}
        onClose={onClose}
      />
    </Dialog>
  );
}

function Taken({ items, language }: { items: readonly TakenQuestion[]; language: string }) {
  return (
    <div class="taken">
      <p>
        <strong>{t('articles.takes', { count: items.length })}</strong>
      </p>
      <ul class="taken-list">
        {items.map(({ text, from, fromTitle }) => (
          <li key={`${from}/${text}`}>
            <span lang={language} dir={directionOf(language, text)}>
              {text}
            </span>
            <span class="hint"> {t('articles.takenFrom', { title: fromTitle || from })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
