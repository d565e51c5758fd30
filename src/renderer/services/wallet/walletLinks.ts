import type { Snapshot } from '@ports/snapshot.ts';
import type { LinkedPeer, WalletWord } from '../replication/session.ts';

/** A link to someone, as far as the wallet needs it. */
export interface WalletLink {
  readonly peer: LinkedPeer;
  /** Says something without waiting; nothing is assumed delivered. */
  say(word: WalletWord): void;
}

/** The links that are up. */
export type WalletLinks = Snapshot<readonly WalletLink[]>;
