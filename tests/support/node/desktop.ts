/** Starts the real desktop wiring against the fake of `electron`, and plays its page. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IpcMainInvokeEvent, WebFrameMain } from 'electron';
import { vi } from 'vitest';
import type { HostBridge } from '../../../src/shared/ipc/bridge.ts';
import type * as FakeElectron from './fakeElectron.ts';
import { eventually } from '../shared/eventually.ts';

type Fake = typeof FakeElectron;

export interface DesktopFolders {
  readonly appPath: string;
  readonly userData: string;
  /** Desktops started on these folders; `remove` quits them first. */
  readonly running: RunningDesktop[];
  remove(): Promise<void>;
}

/** A folder with a tiny built renderer in it, and one for the profile. */
export async function makeDesktopFolders(): Promise<DesktopFolders> {
  const root = await mkdtemp(join(tmpdir(), 'banyan-desktop-'));
  const appPath = join(root, 'app');
  const userData = join(root, 'profile');
  await mkdir(join(appPath, 'out', 'renderer', 'assets'), { recursive: true });
  await mkdir(userData, { recursive: true });
  await writeFile(join(appPath, 'out', 'renderer', 'index.html'), '<!doctype html><title>Banyan</title>');
  await writeFile(join(appPath, 'out', 'renderer', 'assets', 'main.js'), 'export {};');
  const running: RunningDesktop[] = [];
  const remove = async (): Promise<void> => {
    for (const desktop of running) if (desktop.electron.fake.exitCode === null) await desktop.quit();
    await rm(root, { recursive: true, force: true });
  };
  return { appPath, userData, running, remove };
}

/** Who a call over IPC claims to come from. */
export interface SenderFacts {
  readonly url?: string;
  readonly origin?: string;
  readonly isTop?: boolean;
  readonly isFrameGone?: boolean;
  readonly contentsId?: number;
}

/** A started desktop and the means to play everyone around it. */
export interface RunningDesktop {
  readonly electron: Fake;
  readonly window: InstanceType<Fake['BrowserWindow']>;
  /** The handler of a channel, called as from our page unless told otherwise. */
  readonly invoke: (channel: string, parameters: readonly unknown[], sender?: SenderFacts) => Promise<unknown>;
  /** Loads the real preload into the page; answers what it exposes. */
  readonly loadPage: () => Promise<HostBridge>;
  /** Quits as a person would, and waits until the process would have ended. */
  readonly quit: () => Promise<void>;
}

/** A fresh fake, set up by `arrange` before anything of ours is imported. */
export async function freshElectron(folders: DesktopFolders, arrange?: (fake: Fake['fake']) => void): Promise<Fake> {
  vi.resetModules();
  const electron = await import('./fakeElectron.ts');
  electron.fake.appPath = folders.appPath;
  electron.fake.userData = folders.userData;
  arrange?.(electron.fake);
  return electron;
}

/** Imports the real `src/main/electron.ts` and waits for its window. */
export async function startDesktop(
  folders: DesktopFolders,
  arrange?: (fake: Fake['fake']) => void,
): Promise<RunningDesktop> {
  const electron = await freshElectron(folders, arrange);
  await import('../../../src/main/electron.ts');
  const window = await eventually(() => {
    const [first] = electron.BrowserWindow.getAllWindows();
    if (first === undefined || first.loaded.length === 0) throw new Error('no window yet');
    return first;
  });

  const invoke: RunningDesktop['invoke'] = async (channel, parameters, sender = {}) => {
    const handler = electron.fake.ipcHandlers.get(channel);
    if (handler === undefined) throw new Error(`no handler for ${channel}`);
    return structuredClone(await handler(invokeEvent(window, sender), ...structuredClone(parameters)));
  };
  const desktop: RunningDesktop = {
    electron,
    window,
    invoke,
    async loadPage() {
      electron.ipcRenderer.invoke = (channel: string, ...parameters: unknown[]) => invoke(channel, parameters);
      window.webContents.on('fake-to-page', (channel: string, ...parameters: unknown[]) => {
        electron.ipcRenderer.emit(channel, {}, ...parameters);
      });
      await import('../../../src/preload/index.ts');
      // The bridge as the page sees it; what it must look like is asserted by the tests of the preload.
      return electron.fake.exposed.get('banyanHost') as HostBridge;
    },
    async quit() {
      electron.app.quit();
      await eventually(() => {
        if (electron.fake.exitCode === null) throw new Error('still running');
      });
    },
  };
  folders.running.push(desktop);
  return desktop;
}

function invokeEvent(window: RunningDesktop['window'], sender: SenderFacts): IpcMainInvokeEvent {
  const frame = {
    url: sender.url ?? 'app://banyan/index.html',
    origin: sender.origin ?? 'app://banyan',
    parent: sender.isTop === false ? {} : null,
  };
  const event = {
    sender: { id: sender.contentsId ?? window.webContents.id },
    senderFrame: sender.isFrameGone === true ? null : (frame as WebFrameMain),
  };
  // Only what the wiring reads: who sent it, and from which frame.
  return event as IpcMainInvokeEvent;
}
