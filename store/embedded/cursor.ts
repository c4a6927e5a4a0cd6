import { refused } from './errors.js';
import { readProjection } from './project.js';
import { readSort } from './sort.js';

export interface FindOptions {
  sort?: unknown;
  skip?: number;
  limit?: number;
  projection?: unknown;
}
/** Gives the documents one after the other; reading a document out of its text waits until its turn comes. */
export type Load = (options: FindOptions) => Promise<Array<() => unknown>>;

/** The part of the driver's cursor that the project and mongoose use. */
export class Cursor {
  closed = false;
  readonly #load: Load;
  readonly #options: FindOptions;
  readonly #maps: Array<(value: unknown) => unknown> = [];
  #items: Array<() => unknown> | undefined;
  #at = 0;

  constructor(load: Load, options: FindOptions = {}) {
    this.#load = load;
    this.#options = { ...options };
  }

  sort(sort: unknown): this {
    this.#options.sort = readSort(sort, 'cursor.sort');
    return this;
  }
  skip(count: number): this {
    this.#options.skip = count;
    return this;
  }
  limit(count: number): this {
    this.#options.limit = count;
    return this;
  }
  project(projection: unknown): this {
    readProjection(projection, 'cursor.project');
    this.#options.projection = projection;
    return this;
  }
  map(change: (value: unknown) => unknown): this {
    this.#maps.push(change);
    return this;
  }
  batchSize(): this {
    return this;
  }
  addCursorFlag(flag: string): this {
    if (flag !== 'noCursorTimeout') throw refused(`the cursor flag ${flag}`, 'a cursor');
    return this;
  }

  async next(): Promise<unknown> {
    if (this.closed) return null;
    this.#items ??= await this.#load(this.#options);
    const read = this.#items[this.#at++];
    return read ? this.#maps.reduce((value, change) => change(value), read()) : null;
  }
  tryNext(): Promise<unknown> {
    return this.next();
  }
  async hasNext(): Promise<boolean> {
    if (this.closed) return false;
    this.#items ??= await this.#load(this.#options);
    return this.#at < this.#items.length;
  }
  async toArray(): Promise<unknown[]> {
    this.#items ??= await this.#load(this.#options);
    const rest = this.#items.slice(this.#at).map((read) => this.#maps.reduce((value, change) => change(value), read()));
    await this.close();
    return rest;
  }
  async forEach(take: (value: unknown) => unknown): Promise<void> {
    for await (const value of this) if (take(value) === false) return;
  }
  async close(): Promise<void> {
    this.closed = true;
    this.#items = [];
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    try {
      for (let value = await this.next(); value !== null; value = await this.next()) yield value;
    } finally {
      await this.close();
    }
  }
}
