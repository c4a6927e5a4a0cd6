import { Dialog } from '../parts/dialog.js';
import { ReadyFoot } from '../parts/dialog-foot.js';
import { setUndoes, UNDO_MS, undoes } from '../state/outgoing.js';
import { answers, readsCases, registers } from '../state/session.js';
import { lettersOn, setLetters } from '../state/shortcuts.js';
import { type Key, t } from '../texts.js';

const EVERYWHERE: [string, Key][] = [
  ['?', 'keys.help'],
  ['Tab', 'keys.tab'],
  ['Esc', 'keys.escape'],
];
const AT_THE_DESK: [string, Key][] = [
  ['n', 'keys.next'],
  ['j', 'keys.down'],
  ['k', 'keys.up'],
  ['Alt + ↓', 'keys.nextMine'],
  ['Alt + ↑', 'keys.beforeMine'],
  ['r', 'keys.reply'],
  ['a', 'keys.note'],
  ['t', 'keys.transfer'],
  ['b', 'keys.release'],
  ['o', 'keys.toBot'],
  ['c', 'keys.close'],
  ['/', 'keys.search'],
];
const REGISTERING: [string, Key][] = [['h', 'keys.register']];
const CALLING: [string, Key][] = [
  ['j', 'keys.callDown'],
  ['k', 'keys.callUp'],
  ['1', 'keys.reached'],
  ['2', 'keys.noAnswer'],
  ['3', 'keys.wrongNumber'],
];
const WRITING: [string, Key][] = [
  ['Enter', 'keys.send'],
  ['Shift + Enter', 'keys.newLine'],
  ['/', 'keys.template'],
  ['Esc, Ctrl + Z', 'keys.undo'],
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <Keys title={t('keys.everywhere')} keys={registers.value ? [...EVERYWHERE, ...REGISTERING] : EVERYWHERE} />
      {answers.value && <Keys title={t('keys.desk')} keys={AT_THE_DESK} />}
      {readsCases.value && <Keys title={t('keys.callBacks')} keys={CALLING} />}
      {answers.value && <Keys title={t('keys.writing')} keys={WRITING} />}
      {answers.value && (
        <label class="choice">
          <input type="checkbox" checked={undoes.value} onChange={(event) => setUndoes(event.currentTarget.checked)} />
          <span>
            {t('outgoing.setting', { seconds: UNDO_MS / 1000 })}
            <small>{t('outgoing.settingHint')}</small>
          </span>
        </label>
      )}
      <label class="choice">
        <input
          type="checkbox"
          checked={lettersOn.value}
          onChange={(event) => setLetters(event.currentTarget.checked)}
        />
        <span>
          {t('keys.letters')}
          <small>{t('keys.lettersHint')}</small>
        </span>
      </label>
      <ReadyFoot onClose={onClose} />
    </Dialog>
  );
}

function Keys({ title, keys }: { title: string; keys: [string, Key][] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl class="keys">
        {keys.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
