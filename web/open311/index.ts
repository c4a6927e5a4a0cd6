import type { IncomingMessage } from 'node:http';
import type { Connection } from 'mongoose';
import type { Request, Response, Server } from 'restify';
import { cityTime } from '../../cases/city-time.js';
import type { DetailRules } from '../../cases/details.js';
import { createPublicReports, type PublicReport } from '../../cases/public-reports.js';
import type { Registry } from '../../cases/registry.js';
import type { City } from '../../city/index.js';
import type { Locales } from '../../locales/index.js';
import { createLimit } from '../direct-line/limits.js';
import type { HelpIn } from '../first-help.js';
import { addressOf as addressOfPeer, baseOf } from '../origins.js';
import { answer, OPEN311 } from './answer.js';
import { readGiven } from './given.js';
import { createRequestIds } from './request-ids.js';
import { moment, readAsked, requestView } from './requests.js';
import { createSend } from './send.js';
import { serviceDefinition, serviceList, serviceOf } from './services.js';
import { checkJurisdiction, refused, type Wording, wordingFor } from './wording.js';
import type { Answered } from './xml.js';

export interface Open311Needs {
  db: Connection;
  registry: Pick<Registry, 'openCase' | 'keepContact'>;
  city: City;
  locales: Locales;
  /** What a fact such as `phone.emergency` says in a language; undefined when it may not be shown. */
  fact(name: string, language: string): string | undefined;
  /** Takes away what is never kept: characters nobody sees, and personal numbers. */
  clean(text: string): string;
  /** Help that goes before everything else when somebody writes of an emergency. */
  helpIn: HelpIn;
  /** Key of the server, 32 bytes: makes the ids of requests. */
  key: Buffer;
  now: () => Date;
  newId: () => string;
  random: (bytes: number) => Buffer;
  publicUrl?: string | undefined;
  addressOf?(req: IncomingMessage): string;
  /** Calls an address may make in a minute. */
  perMinute?: number;
}

interface Call {
  req: Request;
  query: URLSearchParams;
  wording: Wording;
}

interface Resource {
  /** As the standard writes it, without format. */
  path: string;
  method: 'get' | 'post';
  /** What the answer is called in XML. */
  root: string;
  status?: number;
  handle(call: Call): Answered | Promise<Answered>;
}

const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2';

/** Open311 GeoReport v2: what everybody may see of reports, and how programs of others send some. */
export function addOpen311(server: Server, needs: Open311Needs): void {
  const { city, locales, clean, key, now, publicUrl, addressOf = addressOfPeer, perMinute = 300 } = needs;
  const reports = createPublicReports({ ...needs, mask: clean });
  const ids = createRequestIds(key);
  const limitCalls = createLimit({ points: perMinute, seconds: 60 });
  /** The services are read at start, so that is when they changed. */
  const changeset = moment(now());
  const rules = (): DetailRules => ({
    today: cityTime(now(), city.timezone).day,
    districts: city.districts.map(({ code }) => code),
    languages: locales.live,
  });
  const send = createSend({ ...needs, ids, rules });

  function discovery({ req, wording: { say, named } }: Call): Answered {
    return {
      changeset,
      contact: say('open311.contact', { city: named(city.name) }),
      key_service: say('open311.keyService'),
      endpoints: [
        {
          specification: SPECIFICATION,
          url: `${baseOf(req, publicUrl)}${OPEN311}`,
          changeset,
          type: 'production',
          formats: ['text/xml', 'application/json'],
        },
      ],
    };
  }

  function definition({ req, wording }: Call): Answered {
    const service = serviceOf(city, nameIn(req), wording);
    return serviceDefinition(service, { say: wording.say, city, rules: rules() });
  }

  const shown = (found: readonly PublicReport[], wording: Wording): Answered =>
    found.map((one) => requestView(one, { ids, city, wording }));

  async function list({ query, wording }: Call): Promise<Answered> {
    const asked = readAsked(query, { city, now: now(), wording });
    if (asked.kind === 'period') return shown(await reports.list(asked), wording);
    return shown(await reports.find(asked.ids.flatMap((id) => ids.numberOf(id) ?? [])), wording);
  }

  async function one({ req, wording }: Call): Promise<Answered> {
    const number = ids.numberOf(nameIn(req));
    const found = number === undefined ? [] : await reports.find([number]);
    if (found.length === 0) throw refused(404, wording.say('open311.notFound.request'));
    return shown(found, wording);
  }

  function token({ wording }: Call): never {
    throw refused(404, wording.say('open311.notFound.token'));
  }

  const post = async ({ req, query, wording }: Call) =>
    send(await readGiven(req, query), { wording, idempotencyKey: String(req.headers['idempotency-key'] ?? '') });

  const resources: Resource[] = [
    { method: 'get', path: 'discovery', root: 'discovery', handle: discovery },
    { method: 'get', path: 'services', root: 'services', handle: ({ wording }) => serviceList(city, wording) },
    { method: 'get', path: 'services/:name', root: 'service_definition', handle: definition },
    { method: 'get', path: 'requests', root: 'service_requests', handle: list },
    { method: 'get', path: 'requests/:name', root: 'service_requests', handle: one },
    { method: 'get', path: 'tokens/:name', root: 'service_requests', handle: token },
    { method: 'post', path: 'requests', root: 'service_requests', status: 201, handle: post },
  ];

  for (const { method, path, root, status = 200, handle } of resources) {
    const serve = async (req: Request, res: Response) => {
      await limitCalls(addressOf(req));
      const call = { req, query: new URLSearchParams(req.getQuery()), wording: wordingFor(locales, req) };
      checkJurisdiction(call.query.get('jurisdiction_id') ?? '', city, call.wording);
      answer(req, res, { root, status, body: await handle(call) });
    };
    // A name takes its format along; see `nameIn`.
    const formats = path.endsWith(':name') ? [''] : ['', '.json', '.xml'];
    for (const format of formats) server[method](`${OPEN311}/${path}${format}`, serve);
  }
}

/** The last part of a path such as `services/UTE-BEL.xml`, without its format. */
function nameIn(req: Request): string {
  return String(req.params?.name ?? '').replace(/\.(json|xml)$/, '');
}
