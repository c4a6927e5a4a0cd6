/** The server said no in a way that trying again does not change. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: { code?: string },
    what: string,
  ) {
    super(`${what}: ${status} ${JSON.stringify(body)}`);
  }
}

/** The day ended before anybody answered. */
export class Over extends Error {}

export interface Asked {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: object;
  headers: Record<string, string>;
  /** Nobody wants to know any more. */
  isOver?: () => boolean;
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const AGAIN_AFTER_MS = 100;

/** Asks as a client does that does not give up: again while nobody answers, or while the server is busy. */
export async function patiently<T>(
  url: string,
  { method, path, body, headers, isOver = () => false }: Asked,
): Promise<T> {
  while (!isOver()) {
    try {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const said = text ? JSON.parse(text) : {};
      if (answer.ok) return said as T;
      if (answer.status < 500 && answer.status !== 429) throw new Refused(answer.status, said, `${method} ${path}`);
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    await pause(AGAIN_AFTER_MS);
  }
  throw new Over();
}
