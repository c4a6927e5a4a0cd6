import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const source = (name: string) => fileURLToPath(new URL(name, import.meta.url));

// The server writes the page itself (web/chat/shell.ts) and finds the hashed names in the manifest.
export default defineConfig({
  base: '/',
  build: {
    target: 'es2020',
    // Older targets would have logical properties rewritten for fixed directions, which fails in a shadow root.
    cssTarget: ['chrome100', 'firefox100', 'safari15.4'],
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: { input: { chat: source('main.ts'), widget: source('widget.ts'), prefill: source('prefill.ts') } },
  },
});
