// Sees to it that the browser tests have a browser: an installed one, or Debian's when we may install it.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.cjs';

if (!findChromium()) {
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('The browser tests need a browser: installing Debian’s chromium …');
    const apt = (...args) =>
      execFileSync('apt-get', ['-qq', ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    const installed = (name) => {
      try {
        apt('install', '-y', '--no-install-recommends', name);
        return true;
      } catch {
        return false; // an older release has no shell; that there is no browser at all is said below
      }
    };
    try {
      apt('update');
    } catch {
      // perhaps what is known of the packages is enough
    }
    installed('chromium-headless-shell') || installed('chromium');
  }
  if (!findChromium()) {
    console.error(
      'The browser tests need Chrome or Chromium. Install one (Debian: apt-get install chromium), or set CHROME_PATH to it.',
    );
    process.exit(1);
  }
}
