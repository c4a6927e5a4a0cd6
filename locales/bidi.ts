const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** What must stay as it is: what is isolated already, where a link leads, an address, the number of a list's line. */
const KEPT = /(\u2068[^\u2069]*\u2069|\]\([^)]*\)|https?:\/\/\S+|^[ \t]*\d+\.[ \t])/mu;

/** Latin words and numbers with what stands between them: "08-651 00 00", "ekonomiskt bistånd", "KC-2026-000123". */
const LEFT_TO_RIGHT =
  /[+\p{Script=Latin}\p{Nd}](?:[\p{Script=Latin}\p{Nd} +\-–/.,:@&'’%]*[\p{Script=Latin}\p{Nd}%])?/gu;

/** A lone number, or one with a decimal, reads rightly by itself. */
const LONE_NUMBER = /^\p{Nd}+(?:[.,:]\p{Nd}+)?$/u;

/**
 * A text of a language written from right to left, in which each Swedish name and each number is set apart, so that a
 * reader sees it in its own order (Unicode's bidirectional algorithm, UAX 9).
 */
export function isolateLeftToRight(text: string): string {
  return text
    .split(KEPT)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(LEFT_TO_RIGHT, isolated)))
    .join('');
}

/** A text of another language inside one: each of its lines keeps its own order, whatever stands around it. */
export function apart(text: string): string {
  return text
    .split('\n')
    .map((line) => line && `${FIRST_STRONG_ISOLATE}${line}${POP_ISOLATE}`)
    .join('\n');
}

const isolated = (run: string): string => (LONE_NUMBER.test(run) ? run : `${FIRST_STRONG_ISOLATE}${run}${POP_ISOLATE}`);
