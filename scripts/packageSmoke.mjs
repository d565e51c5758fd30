/**
 * Packages the built app around a stand-in for Electron's program, without any download, and looks at the result: what
 * is in the archive, and how the fuses stand. Needs a finished build (`npm run build`).
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { lastLines, runTool } from './setup/command.mjs';
import { SetupFailure, runScript } from './setup/failure.mjs';
import { root } from './setup/root.mjs';

const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** What each fuse must be in the packaged program; the ninth is Electron's own default. */
const wantedFuses = /** @type {const} */ ([
  ['RunAsNode', FuseState.DISABLE],
  ['EnableCookieEncryption', FuseState.ENABLE],
  ['EnableNodeOptionsEnvironmentVariable', FuseState.DISABLE],
  ['EnableNodeCliInspectArguments', FuseState.DISABLE],
  ['EnableEmbeddedAsarIntegrityValidation', FuseState.ENABLE],
  ['OnlyLoadAppFromAsar', FuseState.ENABLE],
  ['LoadBrowserProcessSpecificV8Snapshot', FuseState.DISABLE],
  ['GrantFileProtocolExtraPrivileges', FuseState.DISABLE],
]);

const wantedFiles = [
  'package.json',
  'out/main/electron.js',
  'out/preload/index.cjs',
  'out/preload/program.cjs',
  'out/preload/webxdc.cjs',
  'out/preload/banyan.cjs',
  'out/renderer/index.html',
  'resources/icon.png',
  'resources/tray.png',
];

/** An archive with nothing in it. */
function emptyArchive() {
  const json = JSON.stringify({ files: {} });
  const padded = Math.ceil(json.length / 4) * 4;
  const bytes = Buffer.alloc(16 + padded);
  bytes.writeUInt32LE(4, 0);
  bytes.writeUInt32LE(8 + padded, 4);
  bytes.writeUInt32LE(4 + padded, 8);
  bytes.writeUInt32LE(json.length, 12);
  bytes.write(json, 16);
  return bytes;
}

/** A folder that electron-builder takes for an unpacked Electron. @param {string} folder */
async function makeStandIn(folder) {
  await mkdir(join(folder, 'locales'), { recursive: true });
  await mkdir(join(folder, 'resources'), { recursive: true });
  const wire = Buffer.concat([Buffer.from(fuseSentinel), Buffer.from([1, 9]), Buffer.from('0'.repeat(9))]);
  await writeFile(join(folder, 'electron'), wire, { mode: 0o755 });
  await writeFile(join(folder, 'version'), '45.4.1');
  await writeFile(join(folder, 'LICENSE'), '');
  await writeFile(join(folder, 'LICENSES.chromium.html'), '');
  await writeFile(join(folder, 'resources', 'default_app.asar'), emptyArchive());
}

/**
 * Paths of the files in an archive.
 *
 * @param {unknown} entry
 * @param {string} prefix
 * @returns {string[]}
 */
function filesOf(entry, prefix = '') {
  if (typeof entry !== 'object' || entry === null || !('files' in entry)) return [prefix];
  const { files } = entry;
  if (typeof files !== 'object' || files === null) return [];
  return Object.entries(files).flatMap(([name, child]) => filesOf(child, prefix === '' ? name : `${prefix}/${name}`));
}

/** @param {string} path */
async function listArchive(path) {
  const handle = await open(path);
  try {
    const head = Buffer.alloc(16);
    await handle.read(head, 0, 16, 0);
    const json = Buffer.alloc(head.readUInt32LE(12));
    await handle.read(json, 0, json.length, 16);
    return filesOf(JSON.parse(json.toString('utf8')));
  } finally {
    await handle.close();
  }
}

/** What is wrong with the archive, in words. @param {readonly string[]} files */
function judgeFiles(files) {
  const missing = wantedFiles.filter((name) => !files.includes(name)).map((name) => `${name} is not in the archive`);
  const unwanted = files
    .filter((name) => /node_modules|\.map$|\.tsx?$|(^|\/)(src|tests|docs)\//.test(name))
    .map((name) => `${name} must not be in the archive`);
  return [...missing, ...unwanted];
}

/** What is wrong with the fuses, in words. @param {string} program */
async function judgeFuses(program) {
  const wire = await getCurrentFuseWire(program);
  return wantedFuses
    .filter(([name, state]) => wire[FuseV1Options[name]] !== state)
    .map(([name, state]) => `the fuse ${name} is not ${FuseState[state]}`);
}

/** @param {string} scratch @param {string} project */
async function packageAround(scratch, project) {
  const standIn = join(scratch, 'electron');
  const output = join(scratch, 'dist');
  await makeStandIn(standIn);
  const result = await runTool(
    'electron-builder/cli.js',
    [
      '--linux',
      'dir',
      '--project',
      project,
      '--config',
      join(project, 'electron-builder.config.ts'),
      `-c.electronDist=${standIn}`,
      `-c.directories.output=${output}`,
    ],
    { quiet: true, limitSeconds: 120 },
  );
  if (result.code !== 0) throw new SetupFailure('packaging failed', `read this:\n${lastLines(result.output)}`);
  const folders = await readdir(output);
  const unpacked = folders.find((name) => name.endsWith('unpacked'));
  if (unpacked === undefined)
    throw new SetupFailure('packaging left nothing behind', 'look at electron-builder.config.ts');
  return join(output, unpacked);
}

await runScript(async () => {
  const project = process.argv[2] ?? root;
  if (!existsSync(join(project, 'out/main/electron.js')))
    throw new SetupFailure('there is no build', 'run `npm run build`');
  const scratch = await mkdtemp(join(tmpdir(), 'banyan-package-'));
  try {
    const folder = await packageAround(scratch, project);
    const files = await listArchive(join(folder, 'resources', 'app.asar'));
    const faults = [...judgeFiles(files), ...(await judgeFuses(join(folder, 'banyan')))];
    for (const fault of faults) console.error(`✗ ${fault}`);
    if (faults.length === 0) console.log(`✓ packaged: ${files.length} files in the archive, all fuses as they must be`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
});
