import type { TextProblem } from '../knowledge/problem.js';

/** Somebody saved or decided first: read what is there now and decide again. `newest` is its revision number. */
export class NotNewest extends Error {
  constructor(readonly newest: number) {
    super(`somebody has saved revision ${newest} in the meantime`);
  }
}

/** The text may be kept as a draft, but citizens do not get it before these are mended. */
export class TextHasProblems extends Error {
  constructor(readonly problems: readonly TextProblem[]) {
    super(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
  }
}

/** A question belongs to one topic: asked literally, it could find only one of two. */
export class PhrasingTaken extends Error {
  constructor(
    readonly phrasing: string,
    readonly topic: string,
  ) {
    super(`"${phrasing}" is asked in "${topic}" already`);
  }
}

/** A name, text or day that cannot be; the message says what would. */
export class Refused extends Error {}

/** A step that a revision cannot take from where it stands: somebody took another one. */
export class WrongStep extends Error {}

export class NoSuchArticle extends Error {}
