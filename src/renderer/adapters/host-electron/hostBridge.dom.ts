import type { HostBridge } from './electronHost.ts';

declare global {
  interface Window {
    /** Set by the preload in the Electron edition, absent elsewhere. */
    readonly banyanHost?: HostBridge;
  }
}

/** The preload's bridge, or null when this page is not in Electron. */
export function findHostBridge(): HostBridge | null {
  return window.banyanHost ?? null;
}
