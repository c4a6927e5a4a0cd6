export type Reason = 'not-found' | 'conflict' | 'not-yours' | 'not-valid';

/** What the desk will not do. `not-found` also stands for what the asker may not see. */
export class Refusal extends Error {
  constructor(
    readonly reason: Reason,
    message: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}
