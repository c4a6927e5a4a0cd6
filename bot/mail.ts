import { createTransport } from 'nodemailer';
import { letterPage } from './letter-page.js';

export interface Letter {
  to: string;
  subject: string;
  text: string;
  language: string;
  dir: 'ltr' | 'rtl';
  /** The same for every attempt: who has the letter already can tell. */
  messageId: string;
}

/** The mail server has refused the letter for good: another attempt would be refused, too. */
export class Undeliverable extends Error {}

export interface Mail {
  /** @throws {Undeliverable} and whatever else kept the letter from being taken */
  send(letter: Letter): Promise<void>;
  close(): void;
}

const TIMEOUTS = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 };

/** Mail over SMTP. Nothing in a letter may read a file or an address of ours. */
export function createMail({ smtpUrl, from }: { smtpUrl: string; from: string }): Mail {
  const transport = createTransport({ url: smtpUrl, ...TIMEOUTS, disableFileAccess: true, disableUrlAccess: true });
  return {
    async send({ to, subject, text, language, dir, messageId }) {
      const headers = { 'Auto-Submitted': 'auto-generated', 'Content-Language': language };
      try {
        const page = dir === 'rtl' && { html: letterPage({ text, language, subject }) };
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text, ...page, messageId, headers });
      } catch (error) {
        const { responseCode = 0, code } = error as { responseCode?: number; code?: string };
        // Only what is said about this letter: a wrong password or a server in trouble is no fault of the address.
        if (responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')) {
          throw new Undeliverable(`the mail server refused the letter: ${responseCode}`);
        }
        throw new Error(`the letter could not be sent: ${code ?? 'unknown'} ${responseCode || ''}`.trim());
      }
    },
    close: () => transport.close(),
  };
}
