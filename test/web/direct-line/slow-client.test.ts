import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import { createBus } from '../../../store/bus.js';
import { createStreams } from '../../../web/direct-line/stream.js';
import { createLiveTexts } from '../../../web/live-texts.js';

/** A socket whose other end may have stopped reading. */
class Socket extends EventEmitter {
  OPEN = 1;
  readyState = 1;
  sent: string[] = [];
  pings = 0;
  constructor(public bufferedAmount: number) {
    super();
  }
  send(text: string) {
    this.sent.push(text);
  }
  ping() {
    this.pings += 1;
  }
  terminate() {
    this.readyState = 3;
    this.emit('close', 1006);
  }
  close(code: number) {
    this.readyState = 3;
    this.emit('close', code);
  }
}

function open(bufferedAmount: number, pollMs = 1000) {
  const said = {
    id: 'a|1',
    conversationId: 'a',
    seq: 1,
    at: new Date(0),
    activity: { type: 'message', text: 'x' },
    due: false,
  };
  const streams = createStreams({
    log: { after: async (_id, watermark) => (watermark < 1 ? [said] : []) },
    bus: createBus(),
    liveTexts: createLiveTexts({ now: () => new Date(0) }),
    linkTo: () => '',
    notKept: async () => '',
    pollMs,
  });
  const socket = new Socket(bufferedAmount);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  streams.open(socket as unknown as WebSocket, { conversationId: 'a', watermark: 0, base: '' });
  return { streams, socket, closed };
}

describe('a client that does not keep up', () => {
  it('is dropped instead of filling the memory', async () => {
    const { streams, socket, closed } = open(2 * 1024 * 1024);
    expect(await closed).toBe(1006);
    expect(socket.sent).toEqual([]);
    expect(streams.count()).toBe(0);
    await streams.close();
  });

  it('is dropped when its line is dead', async () => {
    const { streams, socket, closed } = open(0, 1);
    expect(await closed).toBe(1006);
    expect(socket.pings).toBeGreaterThan(0);
    expect(socket.sent).toHaveLength(1);
    await streams.close();
  });

  it('is told when the server goes away', async () => {
    const { streams, socket, closed } = open(0);
    await streams.close();
    expect(await closed).toBe(1001);
    expect(socket.sent).toEqual([
      JSON.stringify({
        activities: [
          {
            type: 'message',
            text: 'x',
            id: 'a|1',
            timestamp: '1970-01-01T00:00:00.000Z',
            channelId: 'directline',
            conversation: { id: 'a' },
          },
        ],
        watermark: '1',
      }),
    ]);
  });
});
