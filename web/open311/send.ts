import type { Connection } from 'mongoose';
import type { DetailRules, Details } from '../../cases/details.js';
import type { Registry } from '../../cases/registry.js';
import type { City, Form } from '../../city/index.js';
import { createLimit } from '../direct-line/limits.js';
import { createFirstHelp, type HelpIn } from '../first-help.js';
import type { Given } from './given.js';
import { type ApiKey, createApiKeys } from './keys.js';
import { createRepeats } from './repeats.js';
import { readReport } from './report.js';
import type { RequestIds } from './request-ids.js';
import { type Service, serviceOf } from './services.js';
import { checkJurisdiction, refused, type Wording } from './wording.js';
import type { Answered } from './xml.js';

const LONGEST_KEY = 200;

interface Needs {
  db: Connection;
  registry: Pick<Registry, 'openCase' | 'keepContact'>;
  city: City;
  fact(name: string, language: string): string | undefined;
  clean(text: string): string;
  helpIn: HelpIn;
  key: Buffer;
  ids: RequestIds;
  rules(): DetailRules;
  now: () => Date;
  newId: () => string;
  random: (bytes: number) => Buffer;
}

interface Sending {
  wording: Wording;
  /** What the program calls this sending; '' for none. */
  idempotencyKey: string;
}

/** Takes a report from a program with a key and registers it as every inquiry is. @throws {HttpError} */
export function createSend(needs: Needs): (given: Given, sending: Sending) => Promise<Answered> {
  const { registry, city, fact, clean, ids, rules } = needs;
  const keys = createApiKeys(needs);
  const originOf = createRepeats(needs);
  const firstHelp = createFirstHelp('open311', needs);
  const limits = new Map<number, ReturnType<typeof createLimit>>();

  async function admit(given: string, { say }: Wording): Promise<ApiKey> {
    if (!given) throw refused(403, say('open311.key.missing'));
    const found = await keys.find(given);
    if (!found) throw refused(403, say('open311.key.wrong'));
    const limit = limits.get(found.perMinute) ?? createLimit({ points: found.perMinute, seconds: 60 });
    limits.set(found.perMinute, limit);
    await limit(found.id);
    return found;
  }

  return async (given, { wording, idempotencyKey }) => {
    const { say, named, language } = wording;
    const sender = await admit(given.field('api_key'), wording);
    checkJurisdiction(given.field('jurisdiction_id'), city, wording);
    const help = await firstHelp(given.words.map(clean));
    if (help) throw refused(400, ...help.split('\n\n'));
    if (idempotencyKey.length > LONGEST_KEY)
      throw refused(400, say('open311.invalid.idempotencyKey', { max: LONGEST_KEY }));
    if (!given.field('service_code')) throw refused(400, say('open311.invalid.noService'));
    const service = serviceOf(city, given.field('service_code'), wording);
    const report = readReport(given, { service, city, rules: rules(), wording, clean });
    const { details } = report;
    const origin = await originOf({
      by: sender.id,
      idempotencyKey,
      service: service.code,
      said: [details.location ?? details.address, details.description],
    });
    const number = await register({ ...report, origin, service, language });
    const board = city.boards[service.category.board];
    const notices = [board ? say('open311.notice', { board: named(board) }) : '', ...warnings(service.form, details)];
    return [
      {
        service_request_id: ids.idOf(number),
        service_notice: notices.filter(Boolean).join(' '),
        account_id: null,
      },
    ];

    /** What the chat would say to an answer, such as whom to ring when somebody is in danger. */
    function warnings({ fields }: Form, answers: Details): string[] {
      const phone = (name: string) => fact(`phone.${name}`, language) ?? '';
      const phones = { emergency: phone('emergency'), faults: phone('trafikFelanmalan') };
      return fields
        .map(({ name, says }) => says?.[String(answers[name])])
        .flatMap((key) => (key ? say(`form.says.${key}`, phones) : []));
    }
  };

  async function register({
    origin,
    service: { code, category, form },
    language,
    district,
    details,
    reach,
  }: ReturnType<typeof readReport> & { origin: string; service: Service; language: string }): Promise<string> {
    const inquiry = {
      conversationId: origin,
      channel: 'open311',
      language,
      category: code,
      district,
      reason: 'report',
    } as const;
    const { number } = await registry.openCase({
      ...inquiry,
      origin,
      contactId: origin,
      subject: category.title.sv,
      reach,
      fromSeq: 0,
      handover: false,
      form: form.id,
      details,
    });
    await registry.keepContact({
      ...inquiry,
      id: origin,
      outcome: 'registered',
      caseNumber: number,
      firstSeq: 0,
      lastSeq: 0,
    });
    return number;
  }
}
