import { join } from 'node:path';
import type { Request, Response, Server } from 'restify';
import type { Following } from '../../cases/following.js';
import { type LookUp, readNumber, readSecret, withoutSecret } from '../../cases/look-up.js';
import type { Registry } from '../../cases/registry.js';
import { standingOf } from '../../cases/standing.js';
import { StepRefused } from '../../cases/status.js';
import { TextNotKept } from '../../cases/steps.js';
import { transcriptText } from '../../cases/transcript-text.js';
import type { City } from '../../city/index.js';
import { dateLanguage, dayIn, type Locales } from '../../locales/index.js';
import { readBody } from '../body.js';
import { preferred } from '../chat/content.js';
import { readBuild } from '../chat/files.js';
import { createFirstHelp, type HelpIn } from '../first-help.js';
import { addressOf } from '../origins.js';
import { casePage, type Frame, lookUpPage, type Notice } from './page.js';
import { createPasses } from './pass.js';

interface Needs {
  locales: Locales;
  city: Pick<City, 'groups' | 'timezone'>;
  lookUp: LookUp;
  registry: Pick<Registry, 'findCase' | 'contest' | 'withdraw' | 'keepContact'>;
  following: Pick<Following, 'tellMore' | 'transcript'>;
  /** Takes away what is never kept: characters nobody sees, and personal numbers. */
  clean(text: string): string;
  helpIn: HelpIn;
  /** Signs what opens a case again within half an hour. */
  key: Buffer;
  /** What `npm run build` made of web/chat/page: build/chat. */
  buildDir: string;
  now: () => Date;
  newId: () => string;
}

const SOURCE = 'sv';
const MOST_BYTES = 64 * 1024;
const LONGEST = 4000;
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** A step that cannot be done, in the citizen's words. */
class Refused extends Error {}

/** The page on which a citizen follows a case with number and secret; made here, whole, without any script. */
export function addCasePage(server: Server, needs: Needs): void {
  const { locales, city, lookUp, registry, following, clean, key, buildDir, now, newId } = needs;
  const { styles, prefill } = readBuild(join(buildDir));
  const firstHelp = createFirstHelp('case-page', needs);
  const passes = createPasses({ key, now });
  const languages = locales.languages.filter(({ status }) => status === 'live');

  function frameOf(req: Request): Frame {
    const asked = new URLSearchParams(req.getQuery()).get('lang') ?? undefined;
    const language = locales.served(asked) ?? preferred(locales, req.headers['accept-language']) ?? SOURCE;
    const dir = locales.dir(language);
    const say: Frame['say'] = (name, values) => locales.say(language, name, values);
    return { language, dir, languages, styles, script: prefill, say };
  }

  /** A case that is gone meanwhile is closed to its pass, too. */
  async function shown(frame: Frame, number: string, notice?: Notice): Promise<string> {
    const found = await registry.findCase(number);
    if (!found) return lookUpPage(frame, { notice: { kind: 'fault', text: frame.say('status.page.expired') } });
    const standing = standingOf(found, now());
    const name = city.groups[standing.group]?.name ?? { sv: standing.group, en: standing.group };
    const { day, time } = datesIn(frame.language, city.timezone);
    const group = locales.name(frame.language, name);
    return casePage(frame, { standing, group, pass: passes.issue(number), key: newId(), day, time }, notice);
  }

  async function open(req: Request, res: Response, frame: Frame, asked: URLSearchParams): Promise<void> {
    const typed = asked.get('number') ?? '';
    const number = readNumber(typed);
    const secret = readSecret(asked.get('secret') ?? '');
    const refuse = (status: number, text: string) =>
      send(res, status, frame, lookUpPage(frame, { notice: { kind: 'fault', text }, number: number ?? typed }));
    if (!number) return refuse(400, frame.say('status.notNumber'));
    if (!secret) return refuse(400, frame.say('status.notSecret'));
    const found = await lookUp({ number, secret }, `address ${addressOf(req)}`);
    if (found.kind === 'later') return refuse(429, frame.say('status.later'));
    if (found.kind === 'wrong') return refuse(403, frame.say('status.wrong'));
    send(res, 200, frame, await shown(frame, number));
  }

  async function step(frame: Frame, number: string, asked: URLSearchParams): Promise<string> {
    const text = withoutSecret(clean(asked.get('text') ?? ''));
    if (text.length > LONGEST) throw new Refused(frame.say('status.refused.long', { count: LONGEST }));
    const help = await firstHelp([text]);
    if (help) throw new Refused(help);
    const why = text ? { why: text } : {};
    switch (asked.get('do')) {
      case 'more':
        if (!text) throw new Refused(frame.say('status.refused.empty'));
        await following.tellMore(number, text, `page ${asked.get('key')}`);
        return frame.say('status.done.more', { number });
      case 'contest':
        await registry.contest(number, why);
        return frame.say('status.done.contest', { number });
      case 'withdraw':
        if (asked.get('sure') !== 'yes') throw new Refused(frame.say('status.page.withdrawAsk'));
        await registry.withdraw(number, {});
        return frame.say('status.done.withdraw', { number });
      default:
        return '';
    }
  }

  async function act(res: Response, frame: Frame, asked: URLSearchParams): Promise<void> {
    const number = passes.read(asked.get('pass') ?? '');
    if (!number) {
      const notice = { kind: 'fault', text: frame.say('status.page.expired') } as const;
      return send(res, 403, frame, lookUpPage(frame, { notice }));
    }
    if (asked.get('do') === 'transcript') return sendTranscript(res, frame, number);
    try {
      const done = await step(frame, number, asked);
      send(res, 200, frame, await shown(frame, number, done ? { kind: 'done', text: done } : undefined));
    } catch (error) {
      const text = refusalText(frame, number, error);
      send(res, 409, frame, await shown(frame, number, { kind: 'fault', text }));
    }
  }

  async function sendTranscript(res: Response, frame: Frame, number: string): Promise<void> {
    const { say, language } = frame;
    const found = await registry.findCase(number);
    const entries = found ? await following.transcript(found) : [];
    if (entries.length === 0) {
      const text = say('status.transcript.none', { number });
      return send(res, 200, frame, await shown(frame, number, { kind: 'fault', text }));
    }
    const names = {
      citizen: say('status.transcript.citizen'),
      bot: say('status.transcript.bot'),
      agent: say('status.transcript.agent'),
    };
    const { time } = datesIn(language, city.timezone);
    const translated = (text: string) => say('translation.byMachine', { text });
    const body = `${say('status.transcript.head', { number })}\n\n${transcriptText(entries, { names, time, translated })}\n`;
    res.writeHead(200, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `attachment; filename="${number}.txt"`,
      'Cache-Control': 'no-store',
      'Content-Length': Buffer.byteLength(body),
    });
    res.end(body);
  }

  server.get('/case', async (req: Request, res: Response) => {
    const frame = frameOf(req);
    send(res, 200, frame, lookUpPage(frame));
  });
  server.post('/case', async (req: Request, res: Response) => {
    const frame = frameOf(req);
    const asked = new URLSearchParams((await readBody(req, MOST_BYTES)).toString('utf8'));
    await (asked.get('do') === 'open' ? open(req, res, frame, asked) : act(res, frame, asked));
  });
}

function refusalText({ say }: Frame, number: string, error: unknown): string {
  if (error instanceof Refused) return error.message;
  if (error instanceof TextNotKept) return say('status.refused.words');
  if (error instanceof StepRefused)
    return say(error.reason === 'not-valid' ? 'status.refused.late' : 'status.refused.changed', { number });
  throw error;
}

function datesIn(language: string, timeZone: string) {
  const times = new Intl.DateTimeFormat(dateLanguage(language), { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return {
    day: dayIn(language, timeZone),
    time: (at: Date) => times.format(at),
  };
}

function send(res: Response, status: number, { language }: Frame, html: string): void {
  res.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(html),
    'Cache-Control': 'no-store',
    'Content-Language': language,
    'Content-Security-Policy': POLICY,
    'Referrer-Policy': 'no-referrer',
    Vary: 'Accept-Language',
  });
  res.end(html);
}
