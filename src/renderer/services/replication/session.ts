import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { LinkMessage } from '@domain/link/messages.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { SpaceLog } from './spaceLog.ts';

/** Who is at the other end of a link: proven by the room's secret. */
export interface LinkedPeer {
  readonly account: AccountId;
  readonly device: DeviceId;
}

/** What two linked people say about a group that one of them may not know of, or is no longer in. */
export type GroupWord = LinkMessage & { readonly t: 'welcome' | 'removed' };

/** What a session needs of the replicator. */
export interface SessionHooks {
  readonly logOf: (space: SpaceId) => Promise<SpaceLog | null>;
  readonly onCard: (peer: LinkedPeer, card: Uint8Array) => Promise<boolean>;
  readonly onClosed: (link: PeerLink) => void;
  readonly ownCard: () => Uint8Array;
  /** Words between two people about a group, which is no business of replication. False when they are an offence. */
  readonly onGroupWord?: (peer: LinkedPeer, word: GroupWord) => Promise<boolean>;
}
