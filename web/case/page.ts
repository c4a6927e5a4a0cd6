import type { Standing } from '../../cases/standing.js';
import { escaped } from '../chat/shell.js';

type Say = (key: string, values?: Record<string, unknown>) => string;

export interface Frame {
  language: string;
  dir: 'ltr' | 'rtl';
  languages: readonly { code: string; name: string; dir: 'ltr' | 'rtl' }[];
  styles: readonly string[];
  script: string;
  say: Say;
}

/** What stands above the page's content: what went wrong, or what has been done. */
export interface Notice {
  kind: 'fault' | 'done';
  text: string;
}

export interface OpenCase {
  standing: Standing;
  /** Name of the answer group. */
  group: string;
  pass: string;
  /** Names what the forms of this page say: sent twice, it is said once. */
  key: string;
  day(at: Date | string): string;
  time(at: Date): string;
}

const plain = (text: string) => escaped(text.replaceAll('**', ''));

/** The form for number and secret. It works without a script and puts neither into an address. */
export function lookUpPage(frame: Frame, { notice, number = '' }: { notice?: Notice; number?: string } = {}): string {
  const { say, language } = frame;
  const faulty = notice?.kind === 'fault' ? ' aria-invalid="true" aria-describedby="notice"' : '';
  // Whoever typed something wrong goes on typing where it was; the notice is read out by itself.
  const focus = (field: 'number' | 'secret') =>
    faulty && (number ? 'secret' : 'number') === field ? ' autofocus' : '';
  return inFrame(
    frame,
    `${noticeOf(frame, notice)}
<p>${escaped(say('status.page.intro'))}</p>
<form method="post" action="/case?lang=${escaped(language)}" class="fields" autocomplete="off">
  <label for="number">${escaped(say('status.page.number'))} <span class="hint">${escaped(say('status.page.numberHint'))}</span></label>
  <input id="number" name="number" value="${escaped(number)}" required maxlength="40" autocapitalize="characters" spellcheck="false" dir="ltr"${faulty}${focus('number')}>
  <label for="secret">${escaped(say('status.page.secret'))} <span class="hint">${escaped(say('status.page.secretHint'))}</span></label>
  <input id="secret" name="secret" required maxlength="40" autocapitalize="characters" spellcheck="false" dir="ltr"${faulty}${focus('secret')}>
  <button name="do" value="open" class="primary">${escaped(say('status.page.open'))}</button>
</form>`,
  );
}

/** The case with what its citizen can do. */
export function casePage(frame: Frame, open: OpenCase, notice?: Notice): string {
  const { say } = frame;
  const { standing, time } = open;
  const happened = standing.happened.map(
    ({ at, what }) =>
      `<li><time datetime="${at.toISOString()}">${escaped(time(at))}</time> ${escaped(say(`status.happened.${what}`))}</li>`,
  );
  return inFrame(
    frame,
    `${noticeOf(frame, notice)}
<h2 id="standing-of-case">${plain(say('status.number', { number: standing.number }))}</h2>
<section class="card" aria-label="${escaped(say('status.page.standing'))}">
${standingLines(frame, open)
  .map((line) => `<p>${escaped(line)}</p>`)
  .join('\n')}
${standing.answer ? `<p class="typed">${plain(say('status.answer', { answer: standing.answer }))}</p>` : ''}
</section>
<section aria-labelledby="actions">
<h2 id="actions">${escaped(say('status.page.actions'))}</h2>
${actions(frame, open)}
</section>
<section aria-labelledby="history">
<h2 id="history">${escaped(say('status.page.history'))}</h2>
<ol class="history">${happened.join('')}</ol>
</section>`,
    open.pass,
  );
}

function standingLines({ say }: Frame, { standing, group, day }: OpenCase): string[] {
  const { status, since, due, contestUntil } = standing;
  return [
    say(`status.now.${status}`),
    say('status.since', { day: day(since) }),
    say(`status.next.${status}`),
    say('status.group', { group }),
    ...(due && status === 'forwarded' ? [say('status.dueForwarded', { day: day(due) })] : []),
    ...(due && status === 'parked' ? [say('status.dueParked', { day: day(due) })] : []),
    ...(contestUntil ? [say('status.contestUntil', { day: day(contestUntil) })] : []),
  ];
}

function actions(frame: Frame, open: OpenCase): string {
  const { say } = frame;
  const { mayTellMore, mayWithdraw, contestUntil, keepsWords } = open.standing;
  const text = (id: string, label: string, required: boolean) =>
    `<label for="${id}">${escaped(label)}</label>
  <textarea id="${id}" name="text" rows="4" maxlength="4000"${required ? ' required' : ''}></textarea>`;
  return [
    keepsWords ? '' : `<p>${escaped(say('status.refused.words'))}</p>`,
    mayTellMore &&
      form(frame, open, 'more', text('more', say('status.page.moreLabel'), true), say('status.choice.more')),
    contestUntil &&
      form(
        frame,
        open,
        'contest',
        keepsWords ? text('why', say('status.page.whyLabel'), false) : '',
        say('status.choice.contest'),
      ),
    mayWithdraw &&
      form(
        frame,
        open,
        'withdraw',
        `<label class="tick"><input type="checkbox" name="sure" value="yes" required> ${escaped(say('status.page.withdrawSure'))}</label>`,
        say('status.choice.withdraw'),
      ),
    form(frame, open, 'transcript', '', say('status.page.transcript')),
    `<p>${escaped(say('status.page.person'))} <a href="/?lang=${escaped(frame.language)}">${escaped(say('status.page.toChat'))}</a></p>`,
    `<p><a class="button quiet" href="/case?lang=${escaped(frame.language)}">${escaped(say('status.page.leave'))}</a></p>`,
  ]
    .filter(Boolean)
    .join('\n');
}

function form({ language }: Frame, { pass, key }: OpenCase, what: string, fields: string, label: string): string {
  return `<form method="post" action="/case?lang=${escaped(language)}" class="fields card">
  <input type="hidden" name="pass" value="${escaped(pass)}">
  <input type="hidden" name="key" value="${escaped(key)}">
  ${fields}
  <button name="do" value="${what}" class="${what === 'more' ? 'primary' : 'quiet'}">${escaped(label)}</button>
</form>`;
}

function noticeOf({ say }: Frame, notice: Notice | undefined): string {
  if (!notice) return '';
  const title = say(notice.kind === 'fault' ? 'status.page.fault' : 'status.page.done');
  const role = notice.kind === 'fault' ? 'alert' : 'status';
  return `<div id="notice" class="notice ${notice.kind}" role="${role}"><strong>${escaped(title)}</strong> <span>${plain(notice.text)}</span></div>`;
}

/** An open case is kept open when the language changes: the pass goes along in a form, never in an address. */
function languageChoice({ languages, language, say }: Frame, pass: string): string {
  const others = languages.map(({ code, name, dir }) => {
    const lang = `lang="${escaped(code)}" dir="${dir}"${code === language ? ' aria-current="true"' : ''}`;
    return pass
      ? `<li><form method="post" action="/case?lang=${escaped(code)}"><input type="hidden" name="pass" value="${escaped(pass)}"><button name="do" value="show" ${lang}>${escaped(name)}</button></form></li>`
      : `<li><a href="/case?lang=${escaped(code)}" hreflang="${escaped(code)}" ${lang}>${escaped(name)}</a></li>`;
  });
  return `<nav class="languages" aria-label="${escaped(say('status.page.language'))}"><ul>${others.join('')}</ul></nav>`;
}

function inFrame(frame: Frame, content: string, pass = ''): string {
  const { language, dir, styles, script, say } = frame;
  return `<!doctype html>
<html lang="${escaped(language)}" dir="${dir}" class="case">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#0b3a57">
<meta name="robots" content="noindex">
<title>${escaped(say('status.page.title'))}</title>
<link rel="icon" href="data:,">
${styles.map((href) => `<link rel="stylesheet" href="${escaped(href)}">`).join('\n')}
<script type="module" src="${escaped(script)}"></script>
</head>
<body>
<a class="skip" href="#content">${escaped(say('status.page.skip'))}</a>
<header>
  <div class="name"><h1>${escaped(say('status.page.title'))}</h1></div>
  <p><a href="/?lang=${escaped(language)}">${escaped(say('status.page.toChat'))}</a></p>
  ${languageChoice(frame, pass)}
</header>
<main id="content" tabindex="-1">
${content}
</main>
</body>
</html>
`;
}
