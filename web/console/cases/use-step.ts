import { useState } from 'preact/hooks';
import type { CaseDetail, TimelineEntry } from '../api/case-shapes.js';
import { clockTime } from '../format.js';
import { STEPS, type Step } from '../state/case-steps.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { agent } from '../state/session.js';
import { t, tOr } from '../texts.js';

interface Asked {
  file: CaseDetail;
  refresh: () => Promise<CaseDetail | undefined>;
  onClose: () => void;
}

interface Stepping {
  busy: boolean;
  problem: string;
  /**
   * @param work what is done, on the version of the case that the reader has seen
   * @param done the sentence when it has worked
   */
  run(work: (version: number) => Promise<unknown>, done: string): Promise<void>;
}

/** One step from a dialog. It rests on what was there when the dialog was opened; whoever was faster is named. */
export function useStep({ file, refresh, onClose }: Asked, step?: 'take' | Step): Stepping {
  const [version, setVersion] = useState(file.version);
  const [entries, setEntries] = useState(file.timeline?.length ?? 0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  async function explain(error: unknown): Promise<string> {
    if (isRefusal(error, 409) && error.code === 'TextNotKept') return t('step.secret');
    if (isRefusal(error, 403) && error.code === 'SentHere') return t('step.sentHere');
    if (isRefusal(error, 400)) return t('step.refused');
    if (!isRefusal(error, 409)) return t('step.failed', { why: sentenceFor(error) });
    const newest = await refresh();
    if (error.code === 'InQueue') return t('step.queued');
    if (error.code === 'Talking') return t('step.othersTalk');
    if (!newest) return t('step.failed', { why: sentenceFor(error) });
    setVersion(newest.version);
    setEntries(newest.timeline?.length ?? 0);
    const still = step === undefined || step === 'take' || (newest.next?.includes(STEPS[step]) ?? false);
    return [fasterThan(newest, entries), !still && t('step.fasterGone')].filter(Boolean).join(' ');
  }

  return {
    busy,
    problem,
    async run(work, done) {
      if (busy) return;
      setBusy(true);
      setProblem('');
      try {
        await work(version);
        tell('done', done);
        onClose();
        await refresh();
      } catch (error) {
        setProblem(await explain(error));
      }
      setBusy(false);
    },
  };
}

/** What somebody else has done meanwhile, in one sentence. */
function fasterThan({ timeline = [] }: CaseDetail, before: number): string {
  const last = timeline.slice(before).reverse().find(isOfOthers) ?? timeline.at(-1);
  if (!last) return t('failure.conflict');
  return t('step.faster', {
    name: last.who.name || t('step.somebody'),
    what: tOr(`timeline.${last.what}`, last.what).toLocaleLowerCase(),
    time: clockTime(last.at),
  });
}

const isOfOthers = ({ who }: TimelineEntry) => who.id !== agent.peek()?.id;
