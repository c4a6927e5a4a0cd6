import type { Letter } from './mail.js';

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const LINK = /(https?:\/\/[^\s<>"]*[^\s<>".,:;!?')\]،؛؟])/;

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);

/**
 * The letter once more as a page. Plain text cannot say that it runs from right to left; line by line, because the words
 * of a conversation may run the other way.
 */
export function letterPage({ text, language, subject }: Pick<Letter, 'text' | 'language' | 'subject'>): string {
  const lines = text.split('\n').map((line) => `<div dir="auto">${line ? withLinks(line) : '<br>'}</div>`);
  const tongue = `lang="${language}" dir="rtl"`;
  // Mail programs drop what stands outside the body: it says the same again.
  return `<!doctype html>
<html ${tongue}>
<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body ${tongue}>
<div ${tongue}>
${lines.join('\n')}
</div>
</body>
</html>
`;
}

function withLinks(line: string): string {
  const parts = line.split(LINK).map((part, at) => {
    const shown = escaped(part);
    return at % 2 === 1 ? `<a href="${shown}" dir="ltr">${shown}</a>` : shown;
  });
  return parts.join('');
}
