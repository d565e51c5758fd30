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
  readonly events: Pick<HostEventOutlet, 'startListening'>;
  /** Told that someone else than our page called. */
  readonly refused: () => void;
}

/** Opens the only two IPC channels there are. Who is asking is judged at once, before anything is awaited. */
export function openHostChannels({ ipcMain, isTrusted, dispatcher, events, refused }: HostChannelOptions): void {
  ipcMain.handle(hostChannels.call, async (event, method: unknown, input: unknown) => {
    const senderAllowed = isTrusted(event);
    if (!senderAllowed) refused();
    return (await dispatcher).dispatch({ senderAllowed, method, input });
  });
  ipcMain.handle(hostChannels.event, (event, name: unknown) => {
    if (isTrusted(event)) events.startListening(name);
    else refused();
  });
}
