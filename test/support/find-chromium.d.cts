/** The path of a Chrome or Chromium: CHROME_PATH, or the first that is installed; undefined when there is none. */
export declare function findChromium(): string | undefined;
