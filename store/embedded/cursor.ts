import mongoose from 'mongoose';
import { refuseRest } from './errors.js';

/** Finds the documents; reading one out of its text waits until its turn comes. */
export type Load = () => Promise<Array<() => unknown>>;

/** The part of the driver's cursor that mongoose uses; sort, skip, limit and projection come as options of `find`. */
export class Cursor {
  readonly #load: Load;
  #items: Array<() => unknown> | undefined;
  #at = 0;

  constructor(load: Load) {
    this.#load = load;
  }

  async next(): Promise<unknown> {
    this.#items ??= await this.#load();
    return this.#items[this.#at++]?.() ?? null;
  }
  async toArray(): Promise<unknown[]> {
    this.#items ??= await this.#load();
    const rest = this.#items.slice(this.#at).map((read) => read());
    await this.close();
    return rest;
  }
  async close(): Promise<void> {
    this.#items = [];
  }
}

refuseRest(Cursor.prototype, mongoose.mongo.FindCursor.prototype, 'a cursor');
refuseRest(Cursor.prototype, mongoose.mongo.AbstractCursor.prototype, 'a cursor');
