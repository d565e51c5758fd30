import type { PowerMonitor } from 'electron';
import type { HostEventPayload } from '@shared/ipc/contract.ts';

const states = [
  ['suspend', 'suspend'],
  ['resume', 'resume'],
  ['lock-screen', 'lock'],
  ['unlock-screen', 'unlock'],
] as const;

/** Tells of sleep, waking and the lock screen, so that links are paused and looked after. */
export function watchPower(monitor: PowerMonitor, changed: (payload: HostEventPayload<'power.changed'>) => void): void {
  for (const [event, state] of states) {
    // The typings list each event apart, and no one call fits all four names.
    const source: NodeJS.EventEmitter = monitor;
    source.on(event, () => changed({ state }));
  }
}
