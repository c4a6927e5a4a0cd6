// Takes the one file we serve out of the published botframework-webchat package, at a pinned version and integrity,
// and keeps it compressed beside. The package itself would bring 900 dependencies that nobody loads.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const VERSION = '4.18.1';
const INTEGRITY = 'sha512-7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==';
const vendor = fileURLToPath(new URL('../../build/vendor/', import.meta.url));
const target = join(vendor, `webchat-${VERSION}.js`);

if (!existsSync(`${target}.br`)) {
  const work = mkdtempSync(join(tmpdir(), 'webchat-'));
  try {
    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
    const [command, ...first] = npm;
    execFileSync(
      command,
      [...first, 'pack', '--silent', '--pack-destination', work, `botframework-webchat@${VERSION}`],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const archive = join(work, `botframework-webchat-${VERSION}.tgz`);
    const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (found !== INTEGRITY) throw new Error(`botframework-webchat@${VERSION} is not the file we know (${found})`);
    execFileSync('tar', ['-xzf', archive, '-C', work, 'package/dist/webchat.js']);
    const script = readFileSync(join(work, 'package/dist/webchat.js'));
    mkdirSync(vendor, { recursive: true });
    writeFileSync(target, script);
    writeFileSync(`${target}.gz`, gzipSync(script, { level: 9 }));
    writeFileSync(`${target}.br`, brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
