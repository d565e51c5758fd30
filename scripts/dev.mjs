import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureElectron } from './setup/electronBinary.mjs';
import { SetupFailure, runScript } from './setup/failure.mjs';
import { waitForEnd } from './setup/hostProcess.mjs';
import { requireNode } from './setup/nodeVersion.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/root.mjs';

const help = `npm run dev [-- options]   hot reload while you work

  (nothing)     the browser edition
  --electron    the desktop edition
  others        passed on to the browser edition's host: --data DIR, --port N, --no-open`;

/**
 * electron-vite starts "Electron" once the renderer is served. For the browser edition that program is this Node,
 * running the script that starts the host.
 *
 * @param {readonly string[]} args
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function environmentFor(args) {
  if (!args.includes('--electron')) {
    return {
      ELECTRON_EXEC_PATH: process.execPath,
      ELECTRON_ENTRY: join(root, 'scripts/browserShell.mjs'),
    };
  }
  const electron = await ensureElectron({ retry: true });
  if ('path' in electron) return { ELECTRON_EXEC_PATH: electron.path };
  throw new SetupFailure(`${electron.missing}.`, 'use `npm run dev` for the browser edition, which needs no Electron.');
}

requireNode();
await runScript(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(help);
    return 0;
  }
  await ensurePackages();
  const env = { ...process.env, ...(await environmentFor(args)) };
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  return waitForEnd(
    spawn(process.execPath, [tool, 'dev', '--watch', '--', ...args.filter((arg) => arg !== '--electron')], {
      cwd: root,
      env,
      stdio: 'inherit',
    }),
    { command: 'npm run dev' },
  );
});
