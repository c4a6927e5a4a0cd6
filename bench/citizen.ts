import { WebSocket } from 'ws';

/** A citizen's client: one conversation over REST and a WebSocket, as the chat page has it. */
export interface Citizen {
  /** Sends a text and waits for the first reply to it; milliseconds. */
  ask(text: string): Promise<number>;
  close(): void;
}

interface Shown {
  id: string;
  replyToId?: string;
}

export async function visit(url: string): Promise<Citizen> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${url}/v3/directline/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json() as Promise<Record<string, string>>;
  };
  const { token } = await post('tokens/generate', { locale: 'sv' });
  headers.authorization = `Bearer ${token}`;
  const { conversationId, streamUrl } = await post('conversations', {});
  const waiting = new Map<string, () => void>();
  const seen = new Set<string>();
  const socket = new WebSocket(streamUrl ?? '');
  socket.on('message', (data) => {
    if (String(data) === '') return;
    for (const { replyToId } of (JSON.parse(String(data)) as { activities: Shown[] }).activities) {
      if (!replyToId) continue;
      seen.add(replyToId);
      waiting.get(replyToId)?.();
    }
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    async ask(text) {
      const begun = performance.now();
      const activity = {
        type: 'message',
        text,
        from: { id: 'citizen' },
        channelData: { clientActivityID: `${begun}-${Math.random()}` },
      };
      const { id = '' } = await post(`conversations/${conversationId}/activities`, activity);
      if (!seen.has(id)) await new Promise<void>((resolve) => waiting.set(id, resolve));
      waiting.delete(id);
      return performance.now() - begun;
    },
    close: () => socket.terminate(),
  };
}
