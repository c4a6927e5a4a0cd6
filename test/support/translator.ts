import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What it was asked, word for word. */
export interface Asked {
  q: string;
  source: string;
  target: string;
  format: string;
}

/** How a language's words sound in this server's mouth: the words as they were, with a mark before them. */
export const SOUNDS: Readonly<Record<string, string>> = { sv: 'på svenska', ar: 'بالعربية', en: 'in English' };
export const inThe = (language: string, text: string) => `${SOUNDS[language] ?? language}: ${text}`;

type Mood = 'well' | 'losing marks' | 'not answering' | number | object;

/** A server with LibreTranslate's HTTP API, as far as we use it: a real one on a free port. */
export async function startTranslator() {
  const asked: Asked[] = [];
  let mood: Mood = 'well';
  let waiting: (() => void)[] = [];

  const server = createServer(async (req, res) => {
    const words = JSON.parse(await bodyOf(req)) as Asked;
    asked.push(words);
    if (mood === 'not answering') await new Promise<void>((resolve) => waiting.push(resolve));
    const path = `${req.method} ${req.url}`;
    const status = path !== 'POST /translate' ? 404 : typeof mood === 'number' ? mood : 200;
    const text = mood === 'losing marks' ? words.q.replace(/⟦\d+⟧/g, '7') : words.q;
    res.writeHead(status, { 'content-type': 'application/json' });
    const answer = typeof mood === 'object' ? mood : { translatedText: inThe(words.target, text) };
    res.end(JSON.stringify(status === 200 ? answer : { error: 'no' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    env: { TRANSLATOR_URL: url },
    /** Everything it was asked, in order. */
    asked,
    /** How it answers from now on; a number is the status of a refusal, an object the answer itself. */
    answer(how: Mood) {
      mood = how;
    },
    /** Answers those it has kept waiting, and from now on well. */
    wake() {
      mood = 'well';
      for (const go of waiting) go();
      waiting = [];
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type TestTranslator = Awaited<ReturnType<typeof startTranslator>>;

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
