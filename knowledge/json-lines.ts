import { closeSync, openSync, readSync } from 'node:fs';

/** A line that is not empty, with how a complaint about it begins. */
export interface Line {
  line: number;
  at: string;
  text: string;
}

const CHUNK = 1 << 16;
/** As many faults as a person mends before trying again. */
export const MOST_FAULTS = 20;

export function linesOf(text: string): Line[] {
  return text.split('\n').flatMap((one, index) => lineAt(one, index + 1, `line ${index + 1}`));
}

/** Line by line, because a collection may be larger than one string can be. */
export function* linesIn(file: string): Generator<Line> {
  const descriptor = openSync(file, 'r');
  try {
    const decoder = new TextDecoder();
    const bytes = Buffer.alloc(CHUNK);
    let [line, rest] = [0, ''];
    for (let read = -1; read !== 0; ) {
      read = readSync(descriptor, bytes);
      const lines = decoder.decode(bytes.subarray(0, read), { stream: read !== 0 }).split('\n');
      lines[0] = rest + lines[0];
      rest = lines.pop() ?? '';
      for (const text of lines) yield* lineAt(text, ++line, `${file}:${line}:`);
    }
    yield* lineAt(rest, line + 1, `${file}:${line + 1}:`);
  } finally {
    closeSync(descriptor);
  }
}

function lineAt(text: string, line: number, at: string): Line[] {
  return text.trim() ? [{ line, at, text }] : [];
}

/** @throws {SyntaxError} */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`is no JSON: ${(error as Error).message}`);
  }
}

/**
 * What `read` makes of the value of every line.
 * @throws {SyntaxError} with a complaint a line about the first that are at fault
 */
export function readLines<T>(lines: Iterable<Line>, read: (value: unknown) => T): T[] {
  const found: T[] = [];
  const faults: string[] = [];
  for (const { at, text } of lines) {
    try {
      found.push(read(jsonOf(text)));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      faults.push(`${at} ${error.message}`);
      if (faults.length === MOST_FAULTS) break;
    }
  }
  if (faults.length === MOST_FAULTS) faults.push(`these are the first ${MOST_FAULTS}; there may be more`);
  if (faults.length > 0) throw new SyntaxError(faults.join('\n'));
  return found;
}
