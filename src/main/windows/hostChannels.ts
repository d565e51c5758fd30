import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { hostChannels } from '@shared/ipc/bridge.ts';
import type { Dispatcher } from '../services/dispatcher/dispatcher.ts';
import type { HostEventOutlet } from './hostEvents.ts';

/** What stands behind the two channels. */
export interface HostChannelOptions {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly isTrusted: (event: IpcMainInvokeEvent) => boolean;
  /** Ready a little after the window: calls made before wait for it. */
  readonly dispatcher: Promise<Dispatcher>;
  /** What is told to the page that calls; null when that page is going. */
  readonly eventsFor: (event: IpcMainInvokeEvent) => Pick<HostEventOutlet, 'startListening'> | null;
  /** Lets what the call leads to know whose it is. */
  readonly callAs: <T>(event: IpcMainInvokeEvent, act: () => Promise<T>) => Promise<T>;
  /** Told that someone else than our page called. */
  readonly refused: () => void;
}

/** Opens the only two IPC channels there are. Who is asking is judged at once, before anything is awaited. */
export function openHostChannels({
  ipcMain,
  isTrusted,
  dispatcher,
  eventsFor,
  callAs,
  refused,
}: HostChannelOptions): void {
  ipcMain.handle(hostChannels.call, async (event, method: unknown, input: unknown) => {
    const senderAllowed = isTrusted(event);
    if (!senderAllowed) refused();
    return callAs(event, async () => (await dispatcher).dispatch({ senderAllowed, method, input }));
  });
  ipcMain.handle(hostChannels.event, (event, name: unknown) => {
    if (isTrusted(event)) eventsFor(event)?.startListening(name);
    else refused();
  });
}
