import { createSerial } from '../../store/index.js';

describe('work in a row', () => {
  it('runs the work of one key one after the other and that of others beside it', async () => {
    const inTurn = createSerial();
    const steps: string[] = [];
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const first = inTurn('a', async () => {
      await gate;
      steps.push('a1');
    });
    const second = inTurn('a', async () => steps.push('a2'));
    await inTurn('b', async () => steps.push('b1'));
    open();
    await Promise.all([first, second]);
    expect(steps).toEqual(['b1', 'a1', 'a2']);
  });

  it('goes on after an error, which only its own caller hears', async () => {
    const inTurn = createSerial();
    const failing = inTurn('a', async () => {
      throw new Error('broken');
    });
    const next = inTurn('a', async () => 'fine');
    await expect(failing).rejects.toThrow('broken');
    await expect(next).resolves.toBe('fine');
  });
});
