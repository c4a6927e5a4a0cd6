import { talkTo } from '../support/talk-to.js';

/** Questions that were answered with another topic once, and the topic they must never get again. */
describe('a question that was answered wrongly once', () => {
  it.each([
    ['vi vill byta skola', 'byta-skola', 'forskola-byta'],
    ['hur mycket skatt betalar jag', undefined, 'forskola-avgift'],
    ['vad kostar det att byta skola', undefined, 'forskola-byta'],
  ])('is not again: %s', async (text, right, wrong) => {
    const [reply] = await talkTo('sv').hears(text);
    expect(reply?.data?.article).not.toBe(wrong);
    if (right) expect(reply?.data?.article).toBe(right);
  });
});
