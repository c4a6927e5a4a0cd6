import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Request, Response, Server } from 'restify';
import type { Locales } from '../../locales/index.js';
import { serveFolder } from '../static.js';
import { type ChatCity, type Facts, pointsFor, preferred, textsFor } from './content.js';
import { readBuild, readVendor, widgetScript } from './files.js';
import { chatPolicy } from './policy.js';
import { renderShell } from './shell.js';

interface Needs {
  locales: Locales;
  city: ChatCity;
  facts: Facts;
  /** What `npm run build` made of web/chat/page: build/chat. */
  buildDir: string;
  /** Where Web Chat's file lies: build/vendor. */
  vendorDir: string;
  publicUrl: string | undefined;
  /** Pages of other hosts that may show the chat in a frame. */
  trustedOrigins: readonly string[];
  newNonce: () => string;
}

const WIDGET_LABELS = ['open', 'close', 'inConversation', 'newMessage', 'failed', 'openInTab'];
const SOURCE = 'sv';
const VENDOR = '/vendor';

/** The citizen's page at `/`, and `/widget.js` which puts the same page into a frame on any page of the city. */
export function addChat(server: Server, needs: Needs): void {
  const { locales, city, facts, buildDir, vendorDir, publicUrl, trustedOrigins, newNonce } = needs;
  const build = readBuild(buildDir);
  const webChat = `${VENDOR}/${readVendor(vendorDir)}`;
  const languages = locales.menu.map((one) => ({ ...one, byPerson: locales.byPerson(one.code) !== undefined }));
  const texts = Object.fromEntries(locales.live.map((code) => [code, textsFor(locales, city, code)]));
  const points = Object.fromEntries(locales.live.map((code) => [code, pointsFor(locales, city, facts, code)]));
  const inMenu = (tag: string | null) => languages.find(({ code }) => code === tag)?.code;
  const widget = widgetScript(build.widget, {
    address: publicUrl ? `${publicUrl}/` : '/',
    labels: Object.fromEntries(
      locales.live.map((code) => [code, Object.fromEntries(WIDGET_LABELS.map((key) => [key, texts[code]?.[key]]))]),
    ),
  });

  async function page(req: Request, res: Response): Promise<void> {
    const query = new URLSearchParams(req.getQuery());
    const asked = query.get('lang');
    const chosen = inMenu(asked) ?? locales.served(asked ?? undefined);
    const nonce = newNonce();
    const shell = {
      language: chosen ?? preferred(locales, req.headers['accept-language']) ?? SOURCE,
      chosen: chosen !== undefined,
      embedded: query.get('embedded') === '1',
      nonce,
      webChat,
      languages,
      texts,
      points,
    };
    const packed = /\bgzip\b/.test(String(req.headers['accept-encoding']));
    const html = renderShell(shell, build);
    send(res, packed ? gzipSync(html) : html, {
      ...(packed && { 'Content-Encoding': 'gzip' }),
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Language': shell.language,
      'Content-Security-Policy': chatPolicy({ nonce, trustedOrigins, publicUrl }),
      'Referrer-Policy': 'same-origin',
      Vary: 'Accept-Language, Accept-Encoding',
    });
  }

  async function widgetJs(req: Request, res: Response): Promise<void> {
    const headers = { ETag: widget.etag, 'Cache-Control': 'public, max-age=300' };
    if (req.headers['if-none-match'] === widget.etag) {
      res.writeHead(304, headers);
      res.end();
      return;
    }
    // Pages that isolate themselves load scripts of other hosts only with this header.
    send(res, widget.script, {
      ...headers,
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
  }

  server.get('/', page);
  server.get('/widget.js', widgetJs);
  serveFolder({ folder: join(buildDir, 'assets'), prefix: '/assets', immutable: true })(server);
  serveFolder({ folder: vendorDir, prefix: VENDOR, immutable: true })(server);
}

function send(res: Response, body: string | Buffer, headers: Record<string, string>): void {
  res.writeHead(200, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  res.end(body);
}
