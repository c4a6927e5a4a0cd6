import { atOnce, inSlices, type Steps } from '../../knowledge/steps.js';

/** A generator that works for about so many milliseconds, one at a time. */
function* worksFor(milliseconds: number): Steps<string> {
  for (let nth = 0; nth < milliseconds; nth++) {
    const until = performance.now() + 1;
    while (performance.now() < until);
    yield;
  }
  return 'done';
}

describe('long work', () => {
  it('comes to the same in one go and in slices', async () => {
    expect(atOnce(worksFor(2))).toBe('done');
    expect(await inSlices(worksFor(2))).toBe('done');
  });

  it('lets others have their turn when it is done in slices', async () => {
    let turns = 0;
    let isDone = false;
    const others = () => {
      turns++;
      if (!isDone) setImmediate(others);
    };
    others();
    await inSlices(worksFor(60));
    isDone = true;
    expect(turns).toBeGreaterThan(5);
  });

  it('fails as the work fails', async () => {
    // biome-ignore lint/correctness/useYield: it fails before
    const failing = function* (): Steps<string> {
      throw new Error('unreadable');
    };
    await expect(inSlices(failing())).rejects.toThrow('unreadable');
  });
});
