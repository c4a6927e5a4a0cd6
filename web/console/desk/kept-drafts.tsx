import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type DraftKind, draft, keepDraft } from '../state/drafts.js';
import { returned } from '../state/outgoing.js';
import { agent } from '../state/session.js';
import { t } from '../texts.js';

const KINDS = ['reply', 'note'] as const;

/** What somebody had begun in a conversation that is not theirs any more: it is theirs to copy, and sent to nobody. */
export function KeptDrafts({ id }: { id: string }) {
  const placeOf = (kind: DraftKind) => ({ agentId: agent.value?.id ?? '', about: id, kind });
  const read = () => KINDS.map((kind) => ({ kind, text: draft(placeOf(kind)) })).filter(({ text }) => text.trim());
  const [kept, setKept] = useState(read);
  const back = returned.value;
  useLayoutEffect(() => setKept(read()), [back]);

  function throwAway(kind: DraftKind): void {
    keepDraft(placeOf(kind), '');
    setKept(read());
  }

  if (kept.length === 0) return null;
  return (
    <div class="kept-drafts">
      {kept.map(({ kind, text }) => (
        <KeptText
          key={kind}
          label={t(kind === 'note' ? 'lost.note' : 'lost.draft')}
          text={text}
          onAway={() => throwAway(kind)}
        />
      ))}
    </div>
  );
}

function KeptText({ label, text, onAway }: { label: string; text: string; onAway: () => void }) {
  const id = useId();
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
    <div class="kept-draft">
      <label for={id}>{label}</label>
      <textarea id={id} ref={box} rows={3} dir="auto" readOnly value={text} />
      <div class="note-foot">
        <button type="button" onClick={() => void copy()}>
          {t('lost.copy')}
        </button>
        <button type="button" class="button-quiet" onClick={onAway}>
          {t('lost.away')}
        </button>
        <p class="hint" role="status">
          {copied}
        </p>
      </div>
    </div>
  );
}
