/** What is measured, and what must not happen, while the day goes on. */
export class Notebook {
  /** Milliseconds from sending a text to its being on the other side's screen. */
  readonly toAgent: number[] = [];
  readonly toCitizen: number[] = [];
  /** Milliseconds from asking for a person to standing in a console's list. */
  readonly toQueue: number[] = [];
  readonly waits: number[] = [];
  readonly faults: string[] = [];
  conflicts = 0;
  returned = 0;
  private readonly sent = new Map<string, number>();
  private readonly asked = new Map<string, number>();
  private readonly owners = new Map<string, string>();

  /** While the server is down, waiting is not the relay's. */
  down = false;
  private downAt = 0;

  killed(): void {
    this.down = true;
    this.downAt = performance.now();
  }

  up(): void {
    this.down = false;
    this.downAt = performance.now();
  }

  write(text: string): void {
    this.sent.set(text, performance.now());
  }

  read(text: string, times: number[]): void {
    const at = this.sent.get(text);
    if (at === undefined) return;
    this.sent.delete(text);
    if (at > this.downAt && !this.down) times.push(performance.now() - at);
  }

  ask(caseNumber: string, at: number): void {
    if (!this.asked.has(caseNumber)) this.asked.set(caseNumber, at);
  }

  listed(caseNumber: string): void {
    const at = this.asked.get(caseNumber);
    if (at === undefined || at === 0) return;
    this.asked.set(caseNumber, 0);
    if (at > this.downAt && !this.down) this.toQueue.push(performance.now() - at);
  }

  /** Whoever claims what another has and has not given back is the second owner. */
  claimed(caseNumber: string, agent: string): void {
    const owner = this.owners.get(caseNumber);
    if (owner && owner !== agent) this.faults.push(`${caseNumber}: ${agent} has it, and ${owner}`);
    this.owners.set(caseNumber, agent);
  }

  gaveBack(caseNumber: string): void {
    this.owners.delete(caseNumber);
  }
}
