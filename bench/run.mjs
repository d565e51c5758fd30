/** `npm run bench [-- --only id,id] [-- --quick]`: builds the product and the benchmarks, and runs them. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

console.log('Building the product and the benchmarks …');
// A folder of its own: a build of someone else at the same time must not change what is measured.
const args = [
  'node_modules/electron-vite/bin/electron-vite.js',
  'build',
  '--outDir',
  fileURLToPath(new URL('../out/bench/app', import.meta.url)),
  '--logLevel',
  'error',
];
const product = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
if (product.status !== 0) process.exit(product.status ?? 1);
for (const mode of ['watch', 'tools', 'node']) {
  await build({ configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)), mode });
}
const main = new URL('../out/bench/node/main.js', import.meta.url).href;
/** @type {typeof import('./main.ts')} */
// oxlint-disable-next-line typescript/no-unsafe-assignment -- what was just built has no types of its own; its source has
const built = await import(main);
process.exitCode = await built.runBenchmarks(process.argv.slice(2));
