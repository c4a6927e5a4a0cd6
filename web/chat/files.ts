import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assets } from './shell.js';

interface ManifestEntry {
  file: string;
  css?: string[];
}

export interface BuiltChat extends Assets {
  /** The widget's script, still without its setup. */
  widget: string;
  /** Address of the script that helps with the form at /case. */
  prefill: string;
}

/** What `npm run build` made of web/chat/page. */
export function readBuild(buildDir: string): BuiltChat {
  const file = join(buildDir, 'manifest.json');
  if (!existsSync(file)) throw new Error(`${file} is missing: run "npm run build" first`);
  const manifest: Record<string, ManifestEntry> = JSON.parse(readFileSync(file, 'utf8'));
  const { 'main.ts': page, 'widget.ts': widget, 'prefill.ts': prefill } = manifest;
  if (!page || !widget || !prefill)
    throw new Error(`${file} does not name the page, the widget and the help with the form: run "npm run build"`);
  return {
    script: `/${page.file}`,
    styles: (page.css ?? []).map((name) => `/${name}`),
    widget: readFileSync(join(buildDir, widget.file), 'utf8'),
    prefill: `/${prefill.file}`,
  };
}

/** Web Chat's file; its version is part of the name, so the name never stands for something else. */
export function readVendor(vendorDir: string): string {
  const name = existsSync(vendorDir) ? readdirSync(vendorDir).find((one) => /^webchat-.*\.js$/.test(one)) : undefined;
  if (!name) throw new Error(`${vendorDir} has no webchat-….js: run "node web/chat/fetch-webchat.mjs"`);
  return name;
}

/**
 * The widget as one classic script: its names stay its own among the page's other scripts, and its setup stands where
 * the source has a word for it.
 */
export function widgetScript(source: string, setup: unknown): { script: string; etag: string } {
  const literal = JSON.stringify(JSON.stringify(setup));
  const place = /(["'`])__WIDGET_SETUP__\1/;
  if (!place.test(source)) throw new Error('the widget has no place for its setup: run "npm run build"');
  const filled = source.replace(place, () => literal);
  const script = `(() => {\n${filled}\n})();\n`;
  return { script, etag: `"${createHash('sha256').update(script).digest('hex').slice(0, 16)}"` };
}
