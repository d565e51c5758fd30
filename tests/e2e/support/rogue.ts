/** Builds the rogue's app: tests/support/web/rogue, served by an ordinary host in place of the product. */
import react from '@vitejs/plugin-react';
import { APP_PUBLIC, buildTestPage } from './testPage.ts';

/** Builds into a folder and answers it. */
export function buildRogue(outDir: string): Promise<string> {
  return buildTestPage('rogue', outDir, { publicDir: APP_PUBLIC, plugins: [react()] });
}
