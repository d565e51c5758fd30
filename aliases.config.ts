import { fileURLToPath } from 'node:url';

const renderer = (folder: string) => ({
  find: new RegExp(`^@${folder}/`),
  replacement: fileURLToPath(new URL(`src/renderer/${folder}/`, import.meta.url)),
});

/** The path aliases of tsconfig.base.json, for Vite, electron-vite and Vitest. */
export const sourceAliases = [
  { find: /^@shared\//, replacement: fileURLToPath(new URL('src/shared/', import.meta.url)) },
  ...['domain', 'ports', 'services', 'adapters', 'ui', 'i18n'].map(renderer),
];
