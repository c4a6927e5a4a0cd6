/** Why a file is not taken: the key of a sentence, to be said in the citizen's language, and the HTTP status beside it. */
export class FileRefused extends Error {
  constructor(
    readonly status: 400 | 413 | 415 | 429,
    readonly key: string,
    readonly values: Readonly<Record<string, string | number>> = {},
  ) {
    super(key);
    this.name = 'FileRefused';
  }
}
