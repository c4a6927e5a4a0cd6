export type Reason =
  | 'not-found'
  | 'conflict'
  | 'not-yours'
  | 'not-valid'
  | 'elsewhere'
  | 'full'
  | 'closed'
  | 'why-needed'
  | 'unread';

/**
 * What the desk will not do. `not-found` also stands for what the asker may not see; `elsewhere`: it is offered to
 * another desk or kept for somebody; `full`: the agent has as many conversations as they may; `closed`: nobody is at the
 * desk; `why-needed`: a second transfer needs a reason; `unread`: the citizen has just written.
 */
export class Refusal extends Error {
  constructor(
    readonly reason: Reason,
    message: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}
