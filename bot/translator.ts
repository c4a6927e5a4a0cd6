import { z } from 'zod';

/** @throws when there is no translation, for whatever reason */
export type Translate = (words: { text: string; from: string; to: string }, signal: AbortSignal) => Promise<string>;

/** The server has refused these words for good, such as a language it does not have. */
class NotTranslated extends Error {}

const TIMEOUT_MS = 5000;
/** Refusals that another attempt may not meet. */
const FOR_A_WHILE = [408, 425, 429];
const LONGEST = 20_000;
const answer = z.object({ translatedText: z.string().trim().min(1).max(LONGEST) });

/** A server with LibreTranslate's HTTP API. What fails is tried once more. */
export function createTranslator(url: string): Translate {
  async function ask({ text, from, to }: Parameters<Translate>[0], signal: AbortSignal): Promise<string> {
    const reply = await fetch(`${url}/translate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ q: text, source: from, target: to, format: 'text' }),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const { status } = reply;
    if (reply.ok) return answer.parse(await reply.json()).translatedText;
    await reply.body?.cancel();
    if (status >= 400 && status < 500 && !FOR_A_WHILE.includes(status))
      throw new NotTranslated(`the translator refused ${from} to ${to}: ${status}`);
    throw new Error(`the translator did not answer: ${status}`);
  }

  return async (words, signal) => {
    try {
      return await ask(words, signal);
    } catch (error) {
      if (error instanceof NotTranslated || signal.aborted) throw error;
      return ask(words, signal);
    }
  };
}
