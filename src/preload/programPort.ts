import type { IpcRenderer, IpcRendererEvent } from 'electron';
import { hostChannels } from '@shared/ipc/bridge.ts';
import type { ProgramPortMessage } from '@shared/mini/hostPages.ts';
import { PORT_MESSAGE, readyMarkOf } from '@shared/mini/bridgeLimits.ts';

/** What is used of the page's window; this file is compiled without a DOM. */
export interface PageWindow {
  addEventListener(name: 'message', listener: (event: PageMessage) => void): void;
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
}

/** A message as the window gets it. */
export interface PageMessage {
  readonly source: unknown;
  readonly data: unknown;
}

type Ipc = Pick<IpcRenderer, 'send' | 'on'>;

/**
 * Fetches a program's page its one port: when the page first says that it is there, the main process is told, and the port that comes is
 * handed on. Nothing else passes, in either direction, and a page that asks again gets no second one.
 */
export function fetchProgramPort(page: PageWindow, ipc: Ipc): void {
  let mark: string | null = null;
  let isGiven = false;
  page.addEventListener('message', ({ source, data }) => {
    if (source !== page || mark !== null) return;
    mark = readyMarkOf(data);
    if (mark === null) return;
    ipc.send(hostChannels.program);
  });
  ipc.on(hostChannels.program, ({ ports }: IpcRendererEvent) => {
    if (isGiven || mark === null || ports.length === 0) return;
    isGiven = true;
    page.postMessage(`${PORT_MESSAGE} ${mark}`, '*', ports);
  });
}

/** Hands the ports of programs to our own page, each with the label that the main process says it belongs to. */
export function handOnProgramPorts(page: PageWindow, ipc: Pick<Ipc, 'on'>): void {
  ipc.on(hostChannels.program, ({ ports }: IpcRendererEvent, label: string) => {
    page.postMessage({ type: 'banyan:program-port', label } satisfies ProgramPortMessage, '*', ports);
  });
}

/** The page's window, seen from a preload. */
export function pageWindow(): PageWindow {
  // The global of a preload is its page's window; the types here are Node's.
  return globalThis as unknown as PageWindow;
}
