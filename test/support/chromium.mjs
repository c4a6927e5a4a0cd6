// Sees to it that the browser tests have a browser: an installed one, or Debian's when we may install it.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.cjs';

if (!findChromium()) {
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('The browser tests need a browser: installing Debian’s chromium …');
    const quietly = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    try {
      execFileSync('apt-get', ['update', '-qq'], quietly);
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quietly);
    } catch {
      // said below
    }
  }
  if (!findChromium()) {
    console.error(
      'The browser tests need Chrome or Chromium. Install one (Debian: apt-get install chromium), or set CHROME_PATH to it.',
    );
    process.exit(1);
  }
}
