import type { MenuLanguage } from '../../locales/index.js';

/** An entry of the list of languages; without texts in it, a person helps. */
export interface ListedLanguage extends MenuLanguage {
  byPerson: boolean;
}

/** What the page needs; `web/chat/page/config.ts` reads the same as JSON. */
export interface Shell {
  language: string;
  chosen: boolean;
  embedded: boolean;
  nonce: string;
  webChat: string;
  languages: readonly ListedLanguage[];
  texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  points: Readonly<Record<string, readonly { label: string; value: string; href: string }[]>>;
}

export interface Assets {
  script: string;
  styles: readonly string[];
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** JSON inside a script element: nothing in it can end that element. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

/**
 * The page as the server sends it: complete without script but for the chat itself, so that a citizen whose browser
 * cannot run the chat still learns how to reach the city.
 */
export function renderShell(shell: Shell, { script, styles }: Assets): string {
  const { language, embedded, languages } = shell;
  const shown = languages.find(({ code }) => code === language);
  const reads = shown?.reads ?? language;
  const dir = languages.find(({ code }) => code === reads)?.dir ?? 'ltr';
  const say = (key: string) => escaped(shell.texts[reads]?.[key] ?? '');
  const text = (key: string) => `data-text="${key}">${say(key)}`;
  const label = (key: string) => `data-label="${key}" aria-label="${say(key)}"`;
  const links = (byPerson: boolean) =>
    languages
      .filter((one) => one.byPerson === byPerson)
      .map(({ code, name, dir: itsDir }) => {
        const current = code === language ? ' aria-current="true"' : '';
        const address = `/?lang=${escaped(code)}${embedded ? '&amp;embedded=1' : ''}`;
        return `<li><a href="${address}" lang="${escaped(code)}" hreflang="${escaped(code)}"${current}><bdi dir="${itsDir}">${escaped(name)}</bdi></a></li>`;
      })
      .join('');
  const points = (shell.points[reads] ?? []).map(
    ({ label: name, value, href }) =>
      `<li><span>${escaped(name)}</span> <a href="${escaped(href)}" dir="ltr">${escaped(value)}</a></li>`,
  );
  const name = shown?.name ?? language;

  return `<!doctype html>
<html lang="${escaped(reads)}" dir="${dir}"${embedded ? ' class="embedded"' : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="theme-color" content="#0b3a57">
<title>${say('title')}</title>
<link rel="icon" href="data:,">
${styles.map((href) => `<link rel="stylesheet" href="${escaped(href)}">`).join('\n')}
<link rel="preload" href="${escaped(shell.webChat)}" as="script">
<script type="module" src="${escaped(script)}"></script>
<script type="application/json" id="config">${inScript(shell)}</script>
</head>
<body>
<a id="skip" class="skip" href="#conversation" ${text('skipToChat')}</a>
<header>
  <div class="name">
    <h1 ${text('title')}</h1>
    <p ${text('robot')}</p>
  </div>
  <details id="languages" class="menu">
    <summary><span class="label" ${text('language')}</span> <span id="language-name">${escaped(name)}</span></summary>
    <div class="list">
      <ul>${links(false)}</ul>
      <p id="by-person" ${text('languagesByPerson')}</p>
      <ul aria-labelledby="by-person">${links(true)}</ul>
    </div>
  </details>
</header>
<div class="middle">
  <div class="ways">
    <button type="button" id="person" class="primary" ${text('person')}</button>
    <details id="points" open>
      <summary><span class="long" ${text('contactPoints')}</span><span class="short" ${text('contactPointsShort')}</span></summary>
      <div class="panel">
        <ul id="point-list">${points.join('')}</ul>
        <p ${text('visit')}</p>
      </div>
    </details>
  </div>
  <main id="conversation" tabindex="-1" ${label('inConversation')}>
    <div class="bar">
      <p id="standing" role="status" aria-atomic="true" data-with="robot"><span id="standing-text">${say('stateRobot')}</span> <strong id="case-number" hidden></strong></p>
      <button type="button" id="new" class="quiet" ${text('newConversation')}</button>
    </div>
    <p id="status" role="status"></p>
    <div class="chat">
      <p id="loading" class="message" ${text('loading')}</p>
      <p id="late" class="message" ${text('late')}</p>
      <noscript><p class="message">${say('noScript')}</p></noscript>
      <div id="failed" class="message" role="alert" hidden>
        <p ${text('failed')}</p>
        <button type="button" id="retry" class="primary" ${text('retry')}</button>
      </div>
      <div id="web-chat" hidden></div>
    </div>
    <button type="button" id="share-position" class="quiet" hidden ${text('sharePosition')}</button>
    <p class="privacy" ${text('privacy')}</p>
  </main>
</div>
<dialog id="confirm-new" aria-labelledby="confirm-new-text">
  <form method="dialog">
    <p id="confirm-new-text" ${text('confirmNew')}</p>
    <div class="choices">
      <button value="yes" class="primary" ${text('confirmNewYes')}</button>
      <button value="no" class="quiet" ${text('cancel')}</button>
    </div>
  </form>
</dialog>
</body>
</html>
`;
}
