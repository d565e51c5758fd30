import { SetupFailure, runScript } from './setup/failure.mjs';
import { onceOnly, startHost, waitForEnd } from './setup/hostProcess.mjs';
import { openWindow } from './setup/openWindow.mjs';
import { hostArguments, readStartOptions } from './setup/startOptions.mjs';

// Started by electron-vite in place of Electron (see dev.mjs): the host, told where the hot-reloading renderer is.
await runScript(async () => {
  const origin = process.env['ELECTRON_RENDERER_URL'];
  if (origin === undefined) throw new SetupFailure('This script is part of `npm run dev`.', 'run `npm run dev`.');
  const read = readStartOptions(process.argv.slice(2));
  if ('wrong' in read) throw new SetupFailure(`Not understood: ${read.wrong}`, 'see `npm run dev -- --help`.');
  const { url, child } = await startHost([...hostArguments(read.options), '--dev-origin', new URL(origin).origin]);
  const opened = read.options.open ? await openWindow(await onceOnly(url)) : 'nothing';
  console.log(opened === 'nothing' ? `▸ Open ${url} in a Chromium browser` : `▸ Opened ${url}`);
  return waitForEnd(child, { command: 'npm run dev' });
});
