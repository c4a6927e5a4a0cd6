import fc from 'fast-check';
import { diffLines } from '../../editorial/line-diff.js';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((all) => all.join('\n'));

describe('what became of a text', () => {
  it('is shown line by line, what went before what came', () => {
    expect(diffLines('a\nb\nc', 'a\nx\nc')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: 'x' },
      { kind: 'same', text: 'c' },
    ]);
  });

  it('holds both texts whole, whatever they are', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const diff = diffLines(before, after);
        const without = (kind: string) =>
          diff
            .filter((line) => line.kind !== kind)
            .map(({ text }) => text)
            .join('\n');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });

  it('of a very long text is shown all the same', () => {
    const long = (word: string) => Array.from({ length: 3000 }, (_, n) => `${word} ${n}`).join('\n');
    expect(diffLines(long('a'), long('b'))).toHaveLength(6000);
  });
});
