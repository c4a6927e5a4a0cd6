// Builds what runs: the server's TypeScript (dist/), the console and the chat page (build/), and what the articles
// teach (build/knowledge/), so that no start has to learn it.
// node web/build.mjs [--if-stale] [--server]
//   --if-stale  leaves out each part whose sources have not changed since it was last built
//   --server    the TypeScript of the server only
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamps = join(root, 'build', '.stamps');
const ifStale = process.argv.includes('--if-stale');
const serverOnly = process.argv.includes('--server');

const SERVER_ROOMS = [
  'bot',
  'dialogs',
  'editorial',
  'knowledge',
  'cases',
  'handover',
  'city',
  'locales',
  'store',
  'web',
  'bench',
];

const parts = [
  {
    name: 'server',
    output: 'dist',
    sources: () => [
      ...SERVER_ROOMS.flatMap((room) => filesIn(room, isServerSource)),
      'tsconfig.json',
      'tsconfig.build.json',
    ],
    build: () => run('typescript/bin/tsc', ['-p', 'tsconfig.build.json']),
  },
  {
    name: 'webchat',
    output: 'build/vendor',
    sources: () => ['web/chat/fetch-webchat.mjs'],
    build: () => execFileSync(process.execPath, ['web/chat/fetch-webchat.mjs'], { cwd: root, stdio: 'inherit' }),
  },
  vitePart('console', 'web/console', 'build/console', ['locales', 'knowledge', 'editorial']),
  vitePart('chat', 'web/chat/page', 'build/chat', ['locales']),
  {
    name: 'knowledge',
    output: 'build/knowledge',
    sources: () => [...filesIn('knowledge', () => true), 'package-lock.json'],
    build: () =>
      execFileSync(process.execPath, ['dist/knowledge/prepare.js', 'knowledge', 'build/knowledge'], {
        cwd: root,
        stdio: 'inherit',
      }),
  },
];

for (const part of serverOnly ? parts.slice(0, 1) : parts) {
  if (part.missing?.()) {
    console.error(`${part.name}: has no sources yet`);
    continue;
  }
  const sources = stampOf(part.sources());
  const stamp = join(stamps, part.name);
  const fresh = existsSync(join(root, part.output)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
  if (ifStale && fresh) continue;
  const begun = performance.now();
  try {
    part.build();
  } catch (error) {
    console.error(
      `${part.name}: the build failed (see above)${error.status === undefined ? `: ${error.message}` : ''}`,
    );
    process.exit(1);
  }
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, sources);
  console.error(`${part.name}: built ${part.output}/ in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

function vitePart(name, folder, output, alsoFrom) {
  return {
    name,
    output,
    missing: () => !existsSync(join(root, folder, 'index.html')) && !viteConfigOf(folder),
    sources: () => [...filesIn(folder, () => true), ...alsoFrom.flatMap((source) => filesIn(source, isCodeOrText))],
    build: () => {
      const target = join(root, output);
      run('vite/bin/vite.js', ['build', folder, '--outDir', target, '--emptyOutDir', '--logLevel', 'warn']);
      for (const file of filesIn(output, (path) => /\.(js|css|svg|json|html)$/.test(path))) compress(join(root, file));
    },
  };
}

/** The pages share sentences and a few rules with the rooms, but none of their content. */
function isCodeOrText(path) {
  return /\.(ts|json)$/.test(path);
}

function viteConfigOf(folder) {
  return ['ts', 'mts', 'js', 'mjs'].some((ending) => existsSync(join(root, folder, `vite.config.${ending}`)));
}

/** A `.br` and a `.gz` beside each file worth it, so that the server never compresses the same thing twice. */
function compress(file) {
  const content = readFileSync(file);
  if (content.length < 1024) return;
  writeFileSync(`${file}.br`, brotliCompressSync(content));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}

function isServerSource(path) {
  if (path.startsWith('web/console/') || path.startsWith('web/chat/page/')) return false;
  return /\.ts$/.test(path) || (path.startsWith('locales/') && path.endsWith('.json'));
}

function filesIn(folder, wanted) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((path) => !path.includes('node_modules') && wanted(path));
}

/** Names, sizes and times of the sources, and the Node that builds: a removed file counts as a change, too. */
function stampOf(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files.sort()) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}

function run(tool, args) {
  const script = join(root, 'node_modules', tool);
  if (!existsSync(script)) {
    throw new Error(`${dirname(dirname(tool))} is not installed; run "npm ci" (without --omit=dev) to build`);
  }
  execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
}
