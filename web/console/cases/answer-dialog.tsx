import { useState } from 'preact/hooks';
import { readsOf } from '../city-languages.js';
import { languageInSentence } from '../format.js';
import { takeStep } from '../state/case-steps.js';
import { t } from '../texts.js';
import { LockedNote } from './locked-note.js';
import { StepDialog } from './step-dialog.js';
import { StepText } from './step-text.js';
import type { StepProps } from './steps.js';
import { useStep } from './use-step.js';

export function AnswerDialog(props: StepProps) {
  const { number, secrecy, language } = props.file;
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useStep(props, 'answer');
  const secret = secrecy === 'strong';
  return (
    <StepDialog
      step="answer"
      number={number}
      busy={busy}
      problem={problem}
      isComplete={() => {
        setTried(true);
        return secret || text.trim() !== '';
      }}
      onSubmit={() =>
        void run(
          (version) => takeStep(number, 'answer', { version, ...(!secret && { why: text.trim() }) }),
          t('step.done.answer', { number }),
        )
      }
      onClose={props.onClose}
    >
      {secret ? (
        <LockedNote text={t('step.secret')} />
      ) : (
        <StepText
          reader="citizen"
          lang={readsOf(language)}
          label={t('step.text.answer', { language: languageInSentence(readsOf(language)) })}
          hint={t('step.text.answerHint')}
          error={tried && !text.trim() ? t('step.text.missing') : undefined}
          value={text}
          onChange={setText}
        />
      )}
    </StepDialog>
  );
}
