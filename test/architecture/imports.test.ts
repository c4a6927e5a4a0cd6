import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** Room → the rooms of ours it may import. `docs/architecture.md` shows the same as a picture. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  city: [],
  locales: [],
  store: [],
  knowledge: [],
  editorial: ['knowledge', 'store'],
  cases: ['store', 'city'],
  handover: ['cases', 'store', 'city'],
  dialogs: ['cases', 'editorial', 'handover', 'knowledge', 'locales', 'city'],
  web: ['cases', 'editorial', 'handover', 'knowledge', 'locales', 'city', 'store'],
  bot: ['cases', 'dialogs', 'editorial', 'handover', 'knowledge', 'locales', 'city', 'store', 'web'],
  bench: ['bot', 'cases', 'dialogs', 'editorial', 'handover', 'knowledge', 'locales', 'city', 'store', 'web'],
};

/** The packages that only one place may know, so that each can be replaced there. */
const OWNERS: Record<string, (file: string) => boolean> = {
  botbuilder: (file) => /^(bot|web|bench)\//.test(file),
  natural: (file) => file === 'knowledge/text.ts',
  restify: (file) => file.startsWith('web/'),
  '@photostructure/sqlite': (file) => file.startsWith('store/embedded/'),
  i18next: (file) => file.startsWith('locales/'),
  sharp: (file) => file === 'web/direct-line/pictures.ts',
};

function sourcesOf(room: string): string[] {
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (/\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts')) found.push(relative(ROOT, path));
    }
  };
  try {
    walk(join(ROOT, room));
  } catch {
    return [];
  }
  return found;
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:from|import\(|import|require\()\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');
}

/** The first folder of the file that a relative import leads to. */
function roomOf(file: string, target: string): string {
  return join(file, '..', target).split('/')[0] ?? '';
}

describe('the house', () => {
  for (const [room, allowed] of Object.entries(MAY_IMPORT)) {
    it(`lets ${room}/ import only ${allowed.join(', ') || 'nothing of ours'}`, () => {
      const wrong = sourcesOf(room).flatMap((file) =>
        importsOf(file)
          .filter((target) => target.startsWith('.'))
          .map((target) => ({ target, other: roomOf(file, target) }))
          .filter(({ other }) => other !== room && other !== 'package.json' && !allowed.includes(other))
          .map(({ target }) => `${file} → ${target}`),
      );
      expect(wrong).toEqual([]);
    });
  }

  it('keeps each outside package with its owner', () => {
    const wrong = Object.keys(MAY_IMPORT)
      .flatMap(sourcesOf)
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => !target.startsWith('.'))
          .filter((target) => {
            const name = target.startsWith('@')
              ? target.split('/').slice(0, 2).join('/')
              : (target.split('/')[0] ?? '');
            const owned = OWNERS[name];
            return owned !== undefined && !owned(file);
          })
          .map((target) => `${file} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it('reads process.env in bot/config.ts only', () => {
    const wrong = Object.keys(MAY_IMPORT)
      .flatMap(sourcesOf)
      .filter((file) => file !== 'bot/config.ts' && readFileSync(join(ROOT, file), 'utf8').includes('process.env'));
    expect(wrong).toEqual([]);
  });
});
