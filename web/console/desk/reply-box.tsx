import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CaseDetail } from '../api/case-shapes.js';
import type { HandoverItem } from '../api/shapes.js';
import { directionOf, readsOf } from '../city-languages.js';
import { languageInSentence } from '../format.js';
import { FailureLine } from '../parts/failure-line.js';
import { Icon } from '../parts/icon.js';
import { flush, outgoing, send, takeBack } from '../state/outgoing.js';
import { insertIntoReply } from '../state/reply.js';
import { bindKey } from '../state/shortcuts.js';
import { loadTemplates, type Offered, openNames } from '../state/templates.js';
import { t } from '../texts.js';
import { bandOf } from './band.js';
import { LengthLine, LONGEST } from './length-line.js';
import { isUndo, OnItsWay } from './on-its-way.js';
import { OpenNames } from './open-names.js';
import { TemplateList } from './template-list.js';
import { typeOver, useDraft } from './use-draft.js';
import { useTemplates } from './use-templates.js';

/** The answer to the citizen. A text leaves the box when it is on its way, and comes back when it does not arrive. */
export function ReplyBox({ item, file }: { item: HandoverItem; file: CaseDetail | undefined }) {
  const { id: handoverId, caseNumber, language } = item;
  const reads = readsOf(language);
  const [text, setText] = useDraft('reply', handoverId);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [foreign, setForeign] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const going = outgoing.value[handoverId];
  const templates = useTemplates({ item, file, box, text });
  const missing = openNames(text);

  useLayoutEffect(() => {
    void loadTemplates();
    box.current?.focus();
    insertIntoReply.value = (words) => box.current && insert(box.current, words);
    const unbind = bindKey('r', () => box.current?.focus());
    return () => {
      insertIntoReply.value = undefined;
      unbind();
      // Whoever goes on to something else has made up their mind.
      if (outgoing.peek()[handoverId]?.state === 'waiting') void flush(handoverId);
    };
  }, []);

  function refuse(why: string): void {
    setProblem(why);
    box.current?.focus();
  }

  async function submit(): Promise<void> {
    if (busy) return;
    const words = text.trim();
    if (!words) return refuse(t('reply.empty'));
    if (words.length > LONGEST) return refuse(t('reply.tooLong', { count: words.length - LONGEST }));
    const [name] = missing;
    if (name) {
      refuse(t('templates.missing', { name: `{{${name.name}}}` }));
      return box.current?.setSelectionRange(name.from, name.to);
    }
    setBusy(true);
    setProblem(undefined);
    const left = await send(item, words);
    setBusy(false);
    if (!left) return refuse(t('outgoing.before'));
    setText('');
    setForeign('');
  }

  function choose(template: Offered): void {
    templates.insert(template);
    setForeign(template.language === reads ? '' : template.language);
  }

  /** True when the key is done with. */
  function press(event: KeyboardEvent): boolean {
    if (event.isComposing) return false;
    if (templates.press(event, choose)) return true;
    if (event.key === 'Enter' && !event.shiftKey) {
      void submit();
      return true;
    }
    // With nothing in the box there is nothing else to undo.
    return isUndo(event) && !text && going?.state === 'waiting' && back();
  }

  function back(): boolean {
    if (!takeBack(handoverId)) return false;
    toEnd();
    return true;
  }

  function toEnd(): void {
    const { current } = box;
    current?.focus();
    requestAnimationFrame(() => current?.setSelectionRange(current.value.length, current.value.length));
  }

  return (
    <form
      class={`reply ${bandOf(caseNumber)}`}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {going && <OnItsWay id={handoverId} one={going} onBack={toEnd} />}
      {problem && <FailureLine text={problem} />}
      <label for={id}>
        {t('reply.label', { language: languageInSentence(reads) })}
        <span class="reply-whose"> {[file?.reach?.name, caseNumber].filter(Boolean).join(' · ')}</span>
      </label>
      {templates.open && (
        <TemplateList
          id={`${id}-templates`}
          found={templates.found}
          active={templates.active}
          language={reads}
          onChoose={choose}
        />
      )}
      <textarea
        id={id}
        ref={box}
        rows={3}
        dir={directionOf(reads, text)}
        value={text}
        readOnly={busy}
        aria-describedby={`${id}-hint`}
        aria-autocomplete="list"
        {...(templates.open && {
          'aria-controls': `${id}-templates`,
          ...(templates.found.length > 0 && { 'aria-activedescendant': `${id}-templates-${templates.active}` }),
        })}
        onInput={(event) => {
          setText(event.currentTarget.value);
          templates.look();
          setProblem(undefined);
        }}
        onKeyDown={(event) => press(event) && event.preventDefault()}
        onKeyUp={templates.look}
        onClick={templates.look}
        onBlur={templates.close}
      />
      <OpenNames names={missing} box={box} />
      {foreign && (
        <p class="hint" role="status">
          {t('templates.otherLanguage', {
            language: languageInSentence(foreign),
            wanted: languageInSentence(reads),
          })}
        </p>
      )}
      <div class="reply-foot">
        <button type="button" class="button-quiet" onClick={templates.begin}>
          <kbd>/</kbd> {t('templates.open')}
        </button>
        <p class="hint" id={`${id}-hint`}>
          {t('reply.hint')}
        </p>
        <LengthLine text={text} />
        <button type="submit" class="button-main" aria-disabled={busy || text.length > LONGEST}>
          <Icon name="send" /> {t('reply.send')}
        </button>
      </div>
    </form>
  );
}

/** At the cursor; a line between it and what stands there. */
function insert(box: HTMLTextAreaElement, words: string): void {
  const before = box.value.slice(0, box.selectionStart).trimEnd();
  const after = box.value.slice(box.selectionEnd).trimStart();
  const place = { from: before.length, to: box.value.length - after.length };
  typeOver(box, place, `${before && '\n\n'}${words}${after && '\n\n'}`);
}
