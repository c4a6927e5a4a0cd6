import { type ComponentChildren, Fragment } from 'preact';

/** What the bot's Markdown has: bold words and links. */
const INLINE = /\*\*(.+?)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g;
const SAFE = /^(https?:|mailto:|tel:)/i;

/** The bot's Markdown as a citizen sees it. It is read here into elements, never handed to the browser as HTML. */
export function Markdown({ text }: { text: string }) {
  return (
    <>
      {text.split(/\n\s*\n/).map((block, index) => (
        <Block key={index} lines={block.split('\n').filter((line) => line.trim() !== '')} />
      ))}
    </>
  );
}

const NUMBERED = /^\s*(\d+)[.)]\s+/;
const DOTTED = /^\s*[-*]\s+/;

function Block({ lines }: { lines: readonly string[] }) {
  const [first = ''] = lines;
  if (lines.length === 0) return null;
  if (lines.every((line) => NUMBERED.test(line)))
    return (
      <ol start={Number(NUMBERED.exec(first)?.[1])} dir="auto">
        {itemsOf(lines, NUMBERED)}
      </ol>
    );
  if (lines.every((line) => DOTTED.test(line))) return <ul dir="auto">{itemsOf(lines, DOTTED)}</ul>;
  return (
    <p dir="auto">
      {lines.map((line, index) => (
        <Fragment key={index}>
          {index > 0 && <br />}
          {inline(line.replace(/^#+\s+/, ''))}
        </Fragment>
      ))}
    </p>
  );
}

function itemsOf(lines: readonly string[], mark: RegExp) {
  return lines.map((line, index) => <li key={index}>{inline(line.replace(mark, ''))}</li>);
}

function inline(line: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const { 0: whole, 1: bold, 2: words, 3: address = '', index } of line.matchAll(INLINE)) {
    parts.push(line.slice(at, index));
    at = index + whole.length;
    if (bold !== undefined) parts.push(<strong key={index}>{bold}</strong>);
    else if (SAFE.test(address))
      parts.push(
        <a key={index} href={address} target="_blank" rel="noopener noreferrer">
          {words}
        </a>,
      );
    else parts.push(whole);
  }
  return [...parts, line.slice(at)];
}
