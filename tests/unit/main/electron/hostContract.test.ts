import { createElectronHost } from '@adapters/host-electron/electronHost.ts';
import { hostChannels } from '../../../../src/shared/ipc/bridge.ts';
import {
  type DesktopFolders,
  type RunningDesktop,
  makeDesktopFolders,
  startDesktop,
} from '../../../support/node/desktop.ts';
import { fakeEvent } from '../../../support/node/fakeElectronPages.ts';
import { describeHostContract } from '../../../support/shared/hostContract.ts';
import type { HostUnderTest } from '../../../support/shared/hostUnderTest.ts';

const powerEvents: Readonly<Record<string, string>> = { suspend: 'suspend', resume: 'resume', lock: 'lock-screen' };

/** Makes the system do what leads to an event; what no system could do is put on the wire as it is. */
function emit({ electron, window }: RunningDesktop, event: string, payload: unknown): void {
  const power = powerEvents[JSON.stringify(payload).match(/^{"state":"(\w+)"}$/)?.[1] ?? ''];
  const url = JSON.stringify(payload).match(/^{"url":"([^"]+)"}$/)?.[1];
  if (power !== undefined) electron.powerMonitor.emit(power);
  else if (url !== undefined) electron.app.emit('open-url', fakeEvent(), url);
  else window.webContents.send(hostChannels.event, event, payload);
}

/** The renderer's adapter, over the real preload, over the real wiring, over the fake of `electron`. */
async function startWired(folders: DesktopFolders): Promise<HostUnderTest> {
  const desktop = await startDesktop(folders);
  return {
    host: createElectronHost(await desktop.loadPage()),
    emit: (event, payload) => emit(desktop, event, payload),
    restart: async () => {
      await desktop.quit();
      return startWired(folders);
    },
    dispose: () => folders.remove(),
  };
}

describeHostContract('the desktop edition', async () => startWired(await makeDesktopFolders()));
