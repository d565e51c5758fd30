import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { sourceAliases } from '../../../../aliases.config.ts';

/*
 * npx vite build --config tests/support/web/gallery/vite.config.ts, then the same with `preview`.
 * Built, not served by the development server, which needs style elements that the policy refuses.
 */

/** The content security policy of the product: a screen that needs more fails here first. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root,
  base: './',
  publicDir: fileURLToPath(new URL('../../../../src/renderer/public', import.meta.url)),
  plugins: [react()],
  resolve: { alias: sourceAliases },
  build: {
    outDir: fileURLToPath(new URL('../../../../out/gallery', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
  },
  preview: { host: '127.0.0.1', headers: { 'Content-Security-Policy': policy } },
});
