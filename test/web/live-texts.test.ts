import { createLiveTexts } from '../../web/live-texts.js';

describe('texts that are never written down', () => {
  it('can be seen for half an hour, by nobody after that', () => {
    let time = new Date('2026-03-02T09:00:00Z');
    const texts = createLiveTexts({ now: () => time });
    texts.keep('a|1', 'as written');
    expect(texts.get('a|1')).toBe('as written');
    expect(texts.get('a|2')).toBeUndefined();
    time = new Date(+time + 31 * 60_000);
    expect(texts.get('a|1')).toBeUndefined();
  });

  it('are a thousand at most, the oldest go first', () => {
    const texts = createLiveTexts({ now: () => new Date(0) });
    for (let count = 0; count < 1005; count++) texts.keep(`a|${count}`, 'x');
    expect([texts.get('a|4'), texts.get('a|5'), texts.get('a|1004')]).toEqual([undefined, 'x', 'x']);
    texts.clear();
    expect(texts.get('a|1004')).toBeUndefined();
  });
});
