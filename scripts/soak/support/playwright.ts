import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { product } from './product.ts';

/**
 * Runs end-to-end specs as they are, one at a time, against a build of this run alone; the figures they print are those of the suite. Answers
 * the exit code.
 */
export function runSpecs(specs: readonly string[], environment: Readonly<Record<string, string>>): number {
  const app = product();
  const cli = join('node_modules/@playwright/test/cli.js');
  const out = join(app, '..', 'playwright');
  const args = [cli, 'test', ...specs, '--project=browser', '--reporter=list', '--workers=1', `--output=${out}`];
  const env = {
    ...process.env,
    BANYAN_APP: app,
    PLAYWRIGHT_JSON_OUTPUT_FILE: join(out, 'report.json'),
    ...environment,
  };
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  return status ?? 1;
}
