/** Asks again until the answer is there; the test's own time limit ends what never comes. */
export async function until<T>(ask: () => T | Promise<T>, is: (answer: T) => boolean = Boolean): Promise<T> {
  for (let attempt = 0; attempt < 2400; attempt += 1) {
    const answer = await ask();
    if (is(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it did not come about');
}
