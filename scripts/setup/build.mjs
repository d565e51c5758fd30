import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, run, runTool } from './command.mjs';
import { SetupFailure } from './failure.mjs';
import { root } from './root.mjs';

const sources = [
  'src',
  'resources',
  'scripts/mini',
  'scripts/threads',
  'electron.vite.config.ts',
  'aliases.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
];
const marker = join(root, 'out/.built');
const outputs = [
  'out/main/electron.js',
  'out/main/browser.js',
  'out/main/signal.js',
  'out/main/peer.js',
  'out/renderer/index.html',
  'out/mini-programs',
];

/** @param {string} path @returns {number | undefined} */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

/**
 * When anything under a path last changed, folders included (so that a deleted file counts); 0 when it is not there.
 *
 * @param {string} path
 * @returns {number}
 */
export function newestChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

/**
 * Whether a build made at `builtAt` still stands for sources last changed at `changed`.
 *
 * @param {number | undefined} builtAt undefined when there is no finished build
 * @param {readonly number[]} changed
 */
export function isFresh(builtAt, changed) {
  return builtAt !== undefined && changed.every((time) => time <= builtAt);
}

export function isBuildFresh() {
  const complete = outputs.every((path) => changedAt(join(root, path)) !== undefined);
  return (
    complete &&
    isFresh(
      changedAt(marker),
      sources.map((path) => newestChange(join(root, path))),
    )
  );
}

/** Builds everything into out/. The marker carries the time the build began, so a change made meanwhile is seen. */
export async function build() {
  const began = new Date();
  rmSync(marker, { force: true });
  console.log('▸ Building');
  const options = { quiet: true, waiting: 'still building' };
  mustSucceed(await runTool('electron-vite/bin/electron-vite.js', ['build'], options));
  mustSucceed(await run(process.execPath, [join(root, 'scripts/mini/build.mjs')], options));
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(marker, '');
  utimesSync(marker, began, began);
}

/** @param {import('./command.mjs').CommandResult} result */
function mustSucceed({ code, output }) {
  if (code === 0) return;
  console.error(lastLines(output, 40));
  throw new SetupFailure(
    'The build failed (its last lines are above).',
    'if you changed the sources, fix what is named above; on a fresh clone, delete node_modules and try again.',
  );
}

/** Builds only when the sources are newer than the last finished build. */
export async function ensureBuild() {
  if (!isBuildFresh()) await build();
}
