/** `npm run bench [-- --only id,id] [-- --quick]`: builds the product and the benchmarks, and runs them. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
// A folder of its own: a build of someone else at the same time must not change what is measured.
const out = join(root, 'out', `bench-${process.pid}`);
process.on('exit', () => rmSync(out, { recursive: true, force: true }));

console.log('Building the product and the benchmarks …');
const electronVite = 'node_modules/electron-vite/bin/electron-vite.js';
const args = [electronVite, 'build', '--outDir', join(out, 'app'), '--logLevel', 'error'];
const product = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
if (product.status !== 0) process.exit(product.status ?? 1);
process.env['BANYAN_BENCH_OUT'] = out;
for (const mode of ['watch', 'tools', 'node', 'peer']) {
  await build({ configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)), mode });
}
/** @type {typeof import('./main.ts')} */
// oxlint-disable-next-line typescript/no-unsafe-assignment -- what was just built has no types of its own; its source has
const built = await import(pathToFileURL(join(out, 'node', 'main.js')).href);
process.exitCode = await built.runBenchmarks(process.argv.slice(2));
