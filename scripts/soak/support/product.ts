import { spawnSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Builds the app for this run and answers the folder (`main/browser.js`, `main/signal.js`, `renderer/`); built once for all
 * suites.
 *
 * @throws when it does not build
 */
export function product(): string {
  const out = process.env['BANYAN_SOAK_OUT'] ?? join(process.cwd(), 'out', `soak-${process.pid}`);
  const built = join(out, 'app');
  if (existsSync(built)) return built;
  const making = join(out, 'app-making');
  const args = ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--outDir', making, '--logLevel', 'error'];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`the app does not build (${status ?? 'no'} code)`);
  renameSync(making, built);
  return built;
}
