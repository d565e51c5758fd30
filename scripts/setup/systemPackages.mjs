import { lastLines, run } from './command.mjs';

/** How each system package manager installs, in the order they are looked for. */
const packageManagers = [
  {
    name: 'apt-get',
    steps: (/** @type {string} */ name) => [
      ['apt-get', 'update', '-q'],
      ['apt-get', 'install', '-y', '-q', name],
    ],
  },
  { name: 'dnf', steps: (/** @type {string} */ name) => [['dnf', 'install', '-y', name]] },
  { name: 'apk', steps: (/** @type {string} */ name) => [['apk', 'add', '--no-cache', name]] },
  { name: 'pacman', steps: (/** @type {string} */ name) => [['pacman', '-Sy', '--noconfirm', name]] },
  { name: 'zypper', steps: (/** @type {string} */ name) => [['zypper', '--non-interactive', 'install', name]] },
];

/**
 * What has to stand before a system command for it to be allowed: nothing for root, sudo where CI has it without a
 * password, and `undefined` when this run may not touch the system.
 *
 * @param {{ platform: NodeJS.Platform, userId: number | undefined, isCi: boolean, hasSudo: boolean }} facts
 * @returns {readonly string[] | undefined}
 */
export function systemPrefix({ platform, userId, isCi, hasSudo }) {
  if (platform !== 'linux') return undefined;
  if (userId === 0) return [];
  return isCi && hasSudo ? ['sudo', '-n'] : undefined;
}

/** {@link systemPrefix} of this run. */
export async function currentPrefix() {
  const isCi = process.env['CI'] === 'true';
  const hasSudo = isCi && (await run('sudo', ['-n', 'true'], { quiet: true, limitSeconds: 10 })).code === 0;
  return systemPrefix({ platform: process.platform, userId: process.getuid?.(), isCi, hasSudo });
}

/** @param {readonly string[]} prefix @param {readonly string[]} step @param {string} waiting */
async function runStep(prefix, step, waiting) {
  const [file, ...args] = [...prefix, ...step];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return file === undefined ? undefined : run(file, args, { quiet: true, waiting, env, limitSeconds: 900 });
}

/**
 * Installs a package with the first package manager that is there. Whether that worked, the caller finds out by looking.
 *
 * @param {string} name  of the package, the same for every manager
 * @param {readonly string[]} prefix  see {@link systemPrefix}
 */
export async function installFromSystem(name, prefix) {
  for (const manager of packageManagers) {
    if ((await run(manager.name, ['--version'], { quiet: true, limitSeconds: 30 })).code !== 0) continue;
    console.log(`▸ Installing ${name} with ${manager.name}`);
    for (const step of manager.steps(name)) {
      const result = await runStep(prefix, step, `still waiting for ${manager.name}`);
      if (result !== undefined && result.code !== 0) console.error(lastLines(result.output));
    }
    return;
  }
}
