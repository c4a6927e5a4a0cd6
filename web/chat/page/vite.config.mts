import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const source = (name: string) => fileURLToPath(new URL(name, import.meta.url));

// The server writes the page itself (web/chat/shell.ts) and finds the hashed names in the manifest.
export default defineConfig({
  base: '/',
  build: {
    target: 'es2020',
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: { input: { chat: source('main.ts'), widget: source('widget.ts') } },
  },
});
