// Where a Chrome or Chromium is on this machine; used before the tests (chromium.mjs) and in them (browser.ts).
const { accessSync, constants } = require('node:fs');
const { delimiter, isAbsolute, join } = require('node:path');

// The shell without windows first: the same engine, and a page costs it a fifth of the work.
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

exports.findChromium = function findChromium() {
  const { CHROME_PATH: wanted, PATH = '' } = process.env;
  const folders = PATH.split(delimiter).filter(isAbsolute);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...PLACES];
  return [...(wanted ? [wanted] : []), ...candidates].find(runs);
};
