import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { LinkMessage, OutWords } from '@domain/link/messages.ts';
import type { Acknowledgement } from '@ports/documentStore.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { ReplicationContext } from './context.ts';
import type { ForkBook } from './forkBook.ts';
import type { FloorOf } from './heads.ts';
import type { Fetcher, HistoryPlan } from './historyPlan.ts';
import type { Standings, Summaries } from './overview.ts';
import type { PeerBudgets } from './peerBudgets.ts';
import type { PeerKnowledge } from './peerKnowledge.ts';
import type { RecentOwn } from './recentOwn.ts';
import type { SpaceLog } from './spaceLog.ts';
import type { Standing } from './spaceLogs.ts';

/** Who is at the other end of a link: proven by the room's secret. */
export interface LinkedPeer {
  readonly account: AccountId;
  readonly device: DeviceId;
  /** Somebody who reads the same public channel (`services/channels`): who it is nobody says. Both ids are made up for this link. */
  readonly isReader?: true;
}

/** What two linked people say about a group that one of them may not know of, or is no longer in. */
export type GroupWord = LinkMessage & { readonly t: 'welcome' | 'removed' | 'missing' | 'acts' };

/** What two linked people say about the wallet. */
export type WalletWord = Extract<
  LinkMessage,
  {
    readonly t:
      | 'wallet.give'
      | 'wallet.have'
      | 'wallet.ask'
      | 'wallet.answer'
      | 'wallet.answered'
      | 'wallet.state'
      | OwnWord['t'];
  }
>;
/** What own devices say to each other about the wallet. */
export type OwnWord = Extract<LinkMessage, { readonly t: 'wallet.sums' | 'wallet.marks' | 'wallet.own' }>;
/** What is said about keys that notes of mints can be locked to. */
export type LockWord = Extract<LinkMessage, { readonly t: 'wallet.lock' }>;
/** What is said about who may see whose posts, and between the readers of a channel (LNK-13). */
export type FeedWord = Extract<LinkMessage, { readonly t: 'feed.word' }>;
/** Whatever is said beside the exchange of events. */
export type Word = GroupWord | WalletWord | LockWord;

const GROUP_WORDS: ReadonlySet<string> = new Set<GroupWord['t']>(['welcome', 'removed', 'missing', 'acts']);

const WALLET_WORDS: ReadonlySet<string> = new Set<(WalletWord | LockWord)['t']>([
  'wallet.give',
  'wallet.have',
  'wallet.ask',
  'wallet.answer',
  'wallet.answered',
  'wallet.state',
  'wallet.sums',
  'wallet.marks',
  'wallet.own',
  'wallet.lock',
]);

/** True for what is said beside the exchange of events. */
export function isWord(message: LinkMessage): message is Word {
  return GROUP_WORDS.has(message.t) || WALLET_WORDS.has(message.t);
}

/** True for what is said about the wallet. */
export function isWalletWord(word: Word): word is WalletWord | LockWord {
  return WALLET_WORDS.has(word.t);
}

/** True for what two people say to each other and readers of a channel do not. */
export function isPersonal(message: LinkMessage): boolean {
  return message.t === 'hello' || isWord(message);
}

/** What a session needs of the replicator. */
export interface SessionHooks extends Standings {
  readonly logOf: (space: SpaceId) => Promise<SpaceLog | null>;
  /** One digest over all that is shared with an account. */
  readonly summaries: Summaries;
  /** The last own events. */
  readonly recent: RecentOwn;
  readonly onCard: (peer: LinkedPeer, card: Uint8Array) => Promise<boolean>;
  /** Words by which this device is taken out of its account. False when they are an offence. */
  readonly onOut?: (peer: LinkedPeer, words: OutWords) => Promise<boolean>;
  readonly onClosed: (link: PeerLink) => void;
  /** The plan by which history of a space is fetched. */
  readonly planOf: (log: SpaceLog) => HistoryPlan;
  /** A session gives up what it asked for of a space; null: it takes no more part in fetching any. */
  readonly leavePlan: (space: SpaceId | null, fetcher: Fetcher) => void;
  /** What a peer may cost, over all its links. */
  readonly budgetsOf: (peer: LinkedPeer) => PeerBudgets;
  /** How far a peer holds chains, as it showed over all its links since the start. */
  readonly knowledgeOf: (peer: LinkedPeer) => PeerKnowledge;
  /** Proofs that devices made two events for one place. */
  readonly forks: ForkBook;
  /** A new proof was kept: everybody who shares the space is told. */
  readonly onFork: (space: SpaceId) => void;
  /** How much of a space is here may have changed. */
  readonly onProgress: (log: SpaceLog) => void;
  readonly ownCard: () => Uint8Array;
  /** Whether two digests are equal may be another than before. */
  readonly onCompared: () => void;
  /** Words between two people about a group, which is no business of replication. False when they are an offence. */
  readonly onGroupWord?: (peer: LinkedPeer, word: GroupWord) => Promise<boolean>;
  /** The same about the wallet. */
  readonly onWalletWord?: (peer: LinkedPeer, word: WalletWord | LockWord) => Promise<boolean>;
  /** The same about feeds. */
  readonly onFeedWord?: (peer: LinkedPeer, word: FeedWord) => Promise<boolean>;
}

/** What the parts of one session share. */
export interface SessionCore {
  readonly context: ReplicationContext;
  readonly hooks: SessionHooks;
  readonly peer: LinkedPeer;
  readonly known: PeerKnowledge;
  readonly budgets: PeerBudgets;
  /** Says something without waiting; nothing is assumed delivered. */
  readonly post: (message: LinkMessage) => void;
  /** Resolves when the link took it; false when there is no more use in speaking. */
  readonly send: (message: LinkMessage) => Promise<boolean>;
  readonly isClosed: () => boolean;
}

/** Keeps what a peer holds. Of readers of a channel nothing is kept: nobody will ever be them again. */
export async function keepHeld({ context, peer }: SessionCore, held: readonly Acknowledgement[]): Promise<boolean> {
  // What another own device holds is not delivered to anybody.
  if (peer.isReader === true || peer.account === context.self.account || held.length === 0) return true;
  return (await context.store.acknowledge(held)).ok;
}

/** The log of a space both share; null for any other, and while the store cannot be read. */
export function sharedLog({ context, hooks, peer }: SessionCore, space: SpaceId): Promise<SpaceLog | null> {
  // A space we do not share (any more) is passed over in silence: it may only be that the other side does not know yet.
  const isShared = context.directory.sharedWith(peer.account).includes(space);
  return isShared ? hooks.logOf(space) : Promise.resolve(null);
}

/** How a space stands that both share; null for any other. */
export function sharedStanding({ context, hooks, peer }: SessionCore, space: SpaceId): Promise<Standing | null> {
  const isShared = context.directory.sharedWith(peer.account).includes(space);
  return isShared ? hooks.standingOf(space) : Promise.resolve(null);
}

/** Up to where the peer is given nothing of a space. */
export function floorFor({ context, peer }: SessionCore, space: SpaceId): FloorOf {
  return (device) => context.directory.floorOf(space, peer.account, device);
}

/** Up to where one of the two is given nothing of a space: what lies below is no matter between them. */
export function commonFloor({ context, peer }: SessionCore, space: SpaceId): FloorOf {
  const { directory, self } = context;
  return (device) =>
    Math.max(directory.floorOf(space, peer.account, device), directory.floorOf(space, self.account, device));
}
