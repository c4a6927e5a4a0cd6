import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Server } from 'restify';
import { loadCity } from '../../city/index.js';
import { factText, readFacts } from '../../knowledge/facts.js';
import { type Locales, loadLocales } from '../../locales/index.js';
import { addChat } from '../../web/chat/routes.js';
import { startWeb, type Web } from './start-web.js';

const ROOT = join(__dirname, '..', '..');
type Options = NonNullable<Parameters<typeof startWeb>[0]>;

interface ChatOptions extends Options {
  /** Changes what the page is served from, such as a language that does not exist. */
  locales?: (real: Locales) => Locales;
}

/** The chat page as the city serves it, before any bot. Closed by `closeWebs`. */
export async function startChat({ locales = (real) => real, ...options }: ChatOptions = {}): Promise<Web> {
  const { facts } = readFacts(join(ROOT, 'knowledge', 'facts.yaml'));
  const buildDir = join(ROOT, 'build', 'chat');
  const vendorDir = join(ROOT, 'build', 'vendor');
  return startWeb({
    ...options,
    parts: () => [
      (server: Server) => {
        addChat(server, {
          locales: locales(loadLocales(join(ROOT, 'locales'))),
          city: loadCity(join(ROOT, 'city')),
          facts: (name, language) => factText(name, language, facts),
          buildDir,
          vendorDir,
          publicUrl: options.publicUrl,
          trustedOrigins: options.trustedOrigins ?? [],
          newNonce: () => randomBytes(16).toString('base64'),
        });
      },
    ],
  });
}
