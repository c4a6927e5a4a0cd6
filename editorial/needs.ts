import type { Connection } from 'mongoose';

export interface ArticleNeeds {
  db: Connection;
  bus: { publish(event: { what: string; id: string }): void };
  now: () => Date;
  /** The city's knowledge folder: facts, synonyms, language model, golden questions. */
  directory: string;
  /** Languages an article may be written in; any when left out. */
  languages?: readonly string[];
  /** Those that citizens are answered in; all when left out. What is published in another one waits for its language. */
  live?: readonly string[];
  /** Takes personal numbers out: a text that holds one is refused. */
  mask(text: string): string;
}
