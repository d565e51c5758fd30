/** Trying the ways to others. */
import type { ConnectionVerdict, ServerFinding } from '@domain/settings/connectionVerdict.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { Outcome } from './workspaceErrors.ts';

/** The truth about the way to others. */
export interface ConnectionStatus {
  /** `connected` means at least one device is linked now. */
  readonly state: 'offline' | 'looking' | 'connected';
  readonly devices: number;
  readonly services: readonly { readonly url: string; readonly connected: boolean }[];
  /** Set while nothing can be written. `vault-locked`: the lock of another profile that is the same person is closed, and with it their journal. */
  readonly readOnly: null | 'storage-full' | 'storage-failed' | 'vault-locked';
  /** True while the way to the network that the person chose could not be made known, and no service is asked for that (PRX-4). */
  readonly proxyFailed: boolean;
  /** False when the host (and with it the journal) does not answer. */
  readonly hostReachable: boolean;
  /** True when the host was started again since this page was opened, and takes nothing from it any more. */
  readonly hostRestarted: boolean;
  /** Linked accounts with whom every shared space had equal digests when last compared. Of nobody else "up to date" may be said. */
  readonly upToDate: readonly AccountId[];
  /** Spaces whose older history is arriving, and how far it has come, in events. */
  readonly history: readonly { readonly space: SpaceId; readonly held: number; readonly total: number }[];
}

/** What trying the STUN and TURN servers of the settings came to. */
export interface ConnectionTest {
  readonly verdict: ConnectionVerdict;
  /** One for each address, in the order of the settings. */
  readonly servers: readonly ServerFinding[];
}

/** The act, done by the engine. */
export interface ConnectionActs {
  /** Tries every server of the settings; it takes up to twenty seconds where one does not answer. */
  testConnection(): Outcome<ConnectionTest>;
  /** Whether the proxy of the settings holds here. Elsewhere the browser has one of its own. */
  canSetProxy(): Outcome<boolean>;
}

/** Every name of {@link ConnectionActs}. */
export const connectionActNames = [
  'testConnection',
  'canSetProxy',
] as const satisfies readonly (keyof ConnectionActs)[];
