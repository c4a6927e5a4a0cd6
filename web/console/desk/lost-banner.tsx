import { useRef, useState } from 'preact/hooks';
import { FailureLine } from '../parts/failure-line.js';
import { draft } from '../state/drafts.js';
import { lost } from '../state/losses.js';
import { agent } from '../state/session.js';
import { t } from '../texts.js';

/** What became of a conversation that went away from the agent; what they had written is still there to be copied. */
export function LostBanner({ id }: { id: string }) {
  const sentence = lost.value[id];
  if (sentence === undefined) return null;
  const agentId = agent.value?.id ?? '';
  const kept = draft({ agentId, about: id, kind: 'reply' });
  return (
    <section class="lost" aria-label={t('lost.title')}>
      <FailureLine text={sentence} />
      {kept && <KeptText text={kept} />}
    </section>
  );
}

function KeptText({ text }: { text: string }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState('');

  async function copy(): Promise<void> {
    box.current?.select();
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setCopied(t(done ? 'lost.copied' : 'lost.copyYourself'));
  }

  return (
    <>
      <label for="lost-draft">{t('lost.draft')}</label>
      <textarea id="lost-draft" ref={box} rows={3} dir="auto" readOnly value={text} />
      <div class="note-foot">
        <button type="button" onClick={() => void copy()}>
          {t('lost.copy')}
        </button>
        <p class="hint" role="status">
          {copied}
        </p>
      </div>
    </>
  );
}
