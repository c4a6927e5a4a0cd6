import { createMail } from '../../bot/mail.js';
import { type MailServer, startMailServer, textOf } from '../support/mail-server.js';
import { locales } from '../support/talk-to.js';

describe('a letter', () => {
  let server: MailServer;
  let mail: ReturnType<typeof createMail>;
  beforeEach(async () => {
    server = await startMailServer();
    mail = createMail({ smtpUrl: server.url, from: 'kontakt@example.org' });
  });
  afterEach(async () => {
    mail.close();
    await server.close();
  });

  const values = { number: 'KC-2026-000001', link: 'https://kontakt.example/case#KC-2026-000001' };

  /** The parts of the letter in a language: their types, and what stands in them. */
  async function partsIn(language: string, text = locales.say(language, 'mail.case.text', values)) {
    const subject = locales.say(language, 'mail.case.subject', values);
    const dir = locales.dir(language);
    await mail.send({ to: 'me@example.org', subject, text, language, dir, messageId: '<1@example.org>' });
    const { raw = '' } = server.letters.at(-1) ?? {};
    expect(raw).toMatch(new RegExp(`^content-language: ${language}\\r$`, 'im'));
    const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
    const parts = boundary ? raw.split(`--${boundary}`).slice(1, -1) : [raw];
    return parts.map((part) => ({
      type: /^content-type: (text\/\w+)/im.exec(part)?.[1],
      body: textOf({ to: [], raw: part }).replaceAll('\r\n', '\n'),
    }));
  }

  it.each(['ar', 'fa'])('is also a page that runs from right to left (%s)', async (language) => {
    const [plain, page] = await partsIn(language);
    expect([plain?.type, page?.type]).toEqual(['text/plain', 'text/html']);
    expect(page?.body).toContain(`<html lang="${language}" dir="rtl">`);
    expect(page?.body).toContain(`<a href="${values.link}" dir="ltr">${values.link}</a>`);
    for (const line of locales.say(language, 'mail.case.text', values).split('\n'))
      if (!line.includes('http')) expect(page?.body).toContain(line);
  });

  it('shows what somebody wrote as they wrote it, and each line in its own direction', async () => {
    const [, page] = await partsIn('ar', 'مرحباً\nHej <b>du</b> & "jag"');
    expect(page?.body).toContain('<div dir="auto">Hej &lt;b&gt;du&lt;/b&gt; &amp; &quot;jag&quot;</div>');
  });

  it.each(['sv', 'en', 'uk'])('is plain text where plain text runs rightly (%s)', async (language) => {
    expect((await partsIn(language)).map(({ type }) => type)).toEqual(['text/plain']);
  });
});
