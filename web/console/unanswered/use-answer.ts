import { useState } from 'preact/hooks';
import type { UnansweredItem } from '../api/editorial-shapes.js';
import { topicName } from '../city-names.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { answerQuestion, type QuestionAnswer, refreshUnanswered } from '../state/unanswered.js';
import { t } from '../texts.js';
import { neighbourOf } from './neighbour.js';

interface Answering {
  busy: boolean;
  problem: string;
  /** From a button of the dialog: with the row, the dialog goes, and the keyboard goes on beside it. */
  answer(given: QuestionAnswer, button: Element): Promise<void>;
}

/** One step from a question to what will answer it. */
export function useAnswer(item: UnansweredItem, onClose: () => void): Answering {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  return {
    busy,
    problem,
    async answer(given, button) {
      if (busy) return;
      const goOn = neighbourOf(button);
      setBusy(true);
      setProblem('');
      try {
        await answerQuestion(item, given);
        onClose();
        await refreshUnanswered();
        goOn?.focus();
      } catch (error) {
        setBusy(false);
        setProblem(whyNot(error));
      }
    },
  };
}

function whyNot(error: unknown): string {
  if (isRefusal(error, 409) && error.code === 'PhrasingTaken')
    return t('unanswered.askedAs.taken', { title: topicName(String(error.answer.topic ?? '')) });
  if (isRefusal(error, 422)) return t('unanswered.askedAs.hasProblems');
  return t('unanswered.failed', { why: sentenceFor(error) });
}
