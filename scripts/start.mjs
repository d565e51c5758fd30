import { spawn } from 'node:child_process';
import { ensureBuild } from './setup/build.mjs';
import { ensureElectron } from './setup/electronBinary.mjs';
import { runScript } from './setup/failure.mjs';
import { onceOnly, startHost, waitForEnd } from './setup/hostProcess.mjs';
import { requireNode } from './setup/nodeVersion.mjs';
import { openWindow, sandboxArguments } from './setup/openWindow.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/root.mjs';
import { hostArguments, readStartOptions } from './setup/startOptions.mjs';

/** @typedef {import('./setup/startOptions.mjs').StartOptions} StartOptions */

const command = 'npm start';

const help = `npm start [-- options]   sets up what is missing, builds, and opens Banyan

  --electron    open the desktop edition, and try again to fetch Electron if that failed lately
  --browser     open the browser edition
  --data DIR    keep the data in DIR
  --port N      the browser edition's port (data belongs to its port: keep to one)
  --no-open     start the browser edition and print its address only
  --help        this text`;

/** @param {string} program @param {StartOptions} options */
function openElectron(program, { data }) {
  const sandbox = sandboxArguments();
  if (sandbox.length > 0) console.log('  Root in CI: starting Electron with --no-sandbox.');
  console.log('▸ Opening Banyan');
  const args = [root, ...sandbox, ...(data === undefined ? [] : [`--user-data-dir=${data}`])];
  return waitForEnd(spawn(program, args, { stdio: 'inherit' }), { command });
}

/** @param {StartOptions} options */
async function openBrowserEdition(options) {
  const { url, child, isRunning } = await startHost(hostArguments(options));
  const opened = options.open ? await openWindow(await onceOnly(url)) : 'nothing';
  if (isRunning) console.log('▸ Banyan was running already');
  console.log(opened === 'nothing' ? `▸ Banyan is at ${url}` : `▸ Banyan is open (${url})`);
  if (opened === 'nothing') console.log('  Open this address in a Chromium browser.');
  if (isRunning) return 0;
  console.log('  Ctrl+C ends it.');
  return waitForEnd(child, { command });
}

/** @param {StartOptions} options */
async function open(options) {
  if (options.edition === 'browser' || (!options.open && options.edition === 'either'))
    return openBrowserEdition(options);
  const electron = await ensureElectron({ retry: options.edition === 'electron' });
  if ('path' in electron) return openElectron(electron.path, options);
  console.log(`▸ ${electron.missing}: opening the browser edition.`);
  return openBrowserEdition(options);
}

requireNode();
await runScript(async () => {
  const read = readStartOptions(process.argv.slice(2));
  if ('wrong' in read) {
    console.error(`Not understood: ${read.wrong}\n\n${help}`);
    return 2;
  }
  if (read.options.help) {
    console.log(help);
    return 0;
  }
  await ensurePackages();
  await ensureBuild();
  return open(read.options);
});
