import { createTranslator } from '../../bot/translator.js';
import { inThe, startTranslator, type TestTranslator } from '../support/translator.js';
import { until } from '../support/until.js';

let server: TestTranslator;
beforeEach(async () => {
  server = await startTranslator();
});
afterEach(() => server.close());

const WORDS = { text: 'Hej ⟦0⟧', from: 'sv', to: 'ar' };
const always = new AbortController().signal;

describe('the translator', () => {
  it('is asked as LibreTranslate wants to be asked, and for nothing else', async () => {
    await expect(createTranslator(server.url)(WORDS, always)).resolves.toBe(inThe('ar', 'Hej ⟦0⟧'));
    expect(server.asked).toEqual([{ q: 'Hej ⟦0⟧', source: 'sv', target: 'ar', format: 'text' }]);
  });

  it.each([500, 503, 429])('is asked once more when it answers %s, and not a third time', async (status) => {
    server.answer(status);
    await expect(createTranslator(server.url)(WORDS, always)).rejects.toThrow(`did not answer: ${status}`);
    expect(server.asked).toHaveLength(2);
  });

  it.each([400, 403])('is not asked again when it refuses for good (%s)', async (status) => {
    server.answer(status);
    await expect(createTranslator(server.url)(WORDS, always)).rejects.toThrow(`refused sv to ar: ${status}`);
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ['nothing', ''],
    ['no text', 7],
  ])('has not translated when it answers %s', async (_what, text) => {
    server.answer({ translatedText: text });
    await expect(createTranslator(server.url)(WORDS, always)).rejects.toThrow();
  });

  it('is waited for no longer than five seconds, and left at once when the program ends', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout');
    server.answer('not answering');
    const ending = new AbortController();
    const asking = createTranslator(server.url)(WORDS, ending.signal);
    await until(() => server.asked.length === 1);
    expect(timeout.mock.calls).toEqual([[5000]]);
    ending.abort();
    await expect(asking).rejects.toThrow();
    expect(server.asked).toHaveLength(1);
    timeout.mockRestore();
  });

  it('whose address nobody answers at is a failure like any other', async () => {
    const { url } = server;
    await server.close();
    await expect(createTranslator(url)(WORDS, always)).rejects.toThrow();
    server = await startTranslator();
  });
});
