import { useState } from 'preact/hooks';
import { readsOf } from '../city-languages.js';
import { languageInSentence } from '../format.js';
import { ResolutionChoices } from '../parts/resolution-choices.js';
import { closeCase } from '../state/case-steps.js';
import { t } from '../texts.js';
import { LockedNote } from './locked-note.js';
import { StepDialog } from './step-dialog.js';
import { StepText } from './step-text.js';
import type { StepProps } from './steps.js';
import { useStep } from './use-step.js';

/** How it ended, and what the citizen reads about it. */
export function CloseCaseDialog(props: StepProps) {
  const { number, secrecy, language, next = [] } = props.file;
  const [resolution, setResolution] = useState('');
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useStep(props, 'close');
  return (
    <StepDialog
      step="close"
      number={number}
      busy={busy}
      problem={problem}
      isComplete={() => {
        setTried(true);
        return resolution !== '';
      }}
      onSubmit={() =>
        void run(
          (version) => closeCase(number, { version, resolution, text: text.trim() }),
          t('step.done.close', { number }),
        )
      }
      onClose={props.onClose}
    >
      <ResolutionChoices value={resolution} tried={tried} onChange={setResolution} />
      {secrecy === 'strong' && <LockedNote text={t('step.secret')} />}
      {secrecy !== 'strong' && !next.includes('answered') && <p class="hint">{t('step.text.answered')}</p>}
      {secrecy !== 'strong' && next.includes('answered') && (
        <StepText
          reader="citizen"
          lang={readsOf(language)}
          label={t('step.text.close', { language: languageInSentence(readsOf(language)) })}
          hint={t('step.text.closeHint')}
          value={text}
          onChange={setText}
        />
      )}
    </StepDialog>
  );
}
