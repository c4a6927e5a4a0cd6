import { types } from 'node:util';
import { refused } from './errors.js';

/** A search for literal text: the part of regular expressions on which JavaScript and MongoDB agree. */
export interface Pattern {
  test(text: string): boolean;
  /** Set when all matches begin with this, letter for letter. */
  prefix?: string;
}

const LITERAL = /^(\^?)((?:[^\\^$.*+?()[\]{}|]|\\[^\p{L}\p{N}])*)(\$?)$/su;

export function patternOf(operand: unknown, options: unknown, where: string): Pattern {
  const { source, flags } = types.isRegExp(operand)
    ? operand
    : { source: String(operand), flags: String(options ?? '') };
  const parts = LITERAL.exec(source);
  if (!parts || /[^iu]/.test(flags)) {
    throw refused(`the regular expression /${source}/${flags}: only literal text with ^, $ and i`, where);
  }
  const [, start, body = '', end] = parts;
  const literal = body.replace(/\\(.)/gsu, '$1');
  // as in MongoDB, $ also stands before a last line break
  const regexp = new RegExp(`${start}${escapeText(literal)}${end ? '\\n?$' : ''}`, flags.includes('i') ? 'iu' : 'u');
  const prefix = start && !flags.includes('i') && literal ? { prefix: literal } : {};
  return { test: (text) => regexp.test(text), ...prefix };
}

function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** The first text after all that begin with the prefix. */
export function afterPrefix(prefix: string): string {
  const points = Array.from(prefix, (char) => char.codePointAt(0) ?? 0);
  const last = points.pop() ?? 0;
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}
