/** What the pages answer. Plain data only: it crosses processes. */

import type { SwitchDiary } from './diaryContract.ts';

/** A script in every page of the app, small enough not to be felt: clocks, observers and bare WebRTC. */
export interface Watch {
  /** When the conversation list, or its empty state, was painted: ms since the navigation began. */
  listPainted(): Promise<number>;
  /** When the frame began that showed it: the same clock. */
  listFrame(): Promise<number>;
  /** When Enter was last pressed, ms since the epoch. */
  enterPressed(): number;
  /** When a message with this text came into the DOM, ms since the epoch. */
  textSeen(text: string): Promise<number>;
  /** When the first socket to a signaling service opened, since the page or the network is there: ms since the epoch. */
  signalingOpened(): number | null;
  /** The same of a connection to a peer. */
  peerConnected(): number | null;
  /** Cuts every signaling socket and every connection, and keeps new sockets from opening. */
  networkGone(): void;
  networkBack(): void;
  /** Clicks are watched from here on; ms from the click to the paint of a message with this text. */
  clickToPaint(text: string): Promise<number>;
  /** What goes on beside each click on the list is noted from here on. */
  diaryKept(): void;
  diaryTold(): readonly SwitchDiary[];
  /** How often the database was asked since then. */
  transactionsBegun(): number;
  /** Lays a bare place over the open chat, and a button that shows that chat in it with as little as one can. */
  bareChat(space: string): Promise<void>;
  /** ms from the click on that button to the painted frame. */
  bareChatShown(): Promise<number>;
  /** Times between animation frames, ms. */
  frames(count: number): Promise<readonly number[]>;
  /** Scrolls the open conversation towards its beginning, px a frame, until it ends or the time is up. */
  scrollUp(step: number, mostMs: number): Promise<ScrollRun>;
  /** The same down the posts that are shown. */
  scrollDown(step: number, mostMs: number): Promise<ScrollRun>;
  /** Resolves once a post with this text is in the DOM. */
  postShown(text: string): Promise<void>;
  /** Puts a text area beside the app that belongs to nobody, and takes it away. */
  bareField(): void;
  bareFieldGone(): void;
  /** Keys are timed from here on; ms from each to its painted frame. */
  keysFelt(): void;
  keysTold(): readonly number[];
  /** Bytes of the largest data-channel message sent since the last call. */
  largestSent(): number;
  bareOffer(): Promise<string>;
  bareAnswer(offer: string): Promise<string>;
  bareAccept(answer: string): Promise<void>;
  /** One round trip over the bare channel: ms, and how far the other clock is ahead. */
  barePing(bytes: number): Promise<{ readonly roundTrip: number; readonly ahead: number }>;
  /** Lets the programs' frames of the two pages speak over bare ports and a bare channel. */
  bareRelay(): Promise<void>;
  bareListen(url: string, topic: string): Promise<void>;
  /** ms from an open signaling socket to the first message over a bare connection. */
  bareConnect(url: string, topic: string): Promise<number>;
  bareEnd(): void;
}

/** What a scripted scroll saw. */
export interface ScrollRun {
  readonly frames: readonly number[];
  readonly messages: number;
  readonly reachedStart: boolean;
  /** Frames in which there was nothing older yet to scroll to. */
  readonly waited: number;
  /** Frames in which the middle of the view showed no row. */
  readonly blank: number;
}

/** What building an index came to. */
export interface SearchBuild {
  readonly ms: number;
  readonly indexBytes: number;
  /** Of the words themselves, as UTF-8. */
  readonly textBytes: number;
  /** The longest the thread was held at once, ms. */
  readonly longest: number;
  readonly miniSearchMs: number;
}

/** One conversation to make. */
export interface SeedPlan {
  readonly name: string;
  /** At least so many: what was sent together counts as many. */
  readonly messages: number;
  /** Whether photos, voice notes, stickers, films and polls stand among the words, one of each right before the last. */
  readonly media?: true;
  /** Set for a group: how many are in it. */
  readonly members?: number;
  /** Set where the other one sends a file of so many bytes with each message, all within three weeks; no two are the same. */
  readonly fileBytes?: number;
}

/**
 * What is timed. `event`: kept here, said, kept there and answered. Parts of that: `link`, the same bytes and nothing kept; `keep`, keeping
 * it here; `call`, the host asked for something it knows.
 */
export type PingKind = 'event' | 'link' | 'keep' | 'call';

/** How pings are made: how many, of how many bytes, with about how long a rest after each, ms. */
export interface Pings {
  readonly kind: PingKind;
  readonly count: number;
  readonly bytes: number;
  readonly rest: number;
}

/** A conversation that was made. */
export interface Seeded extends SeedPlan {
  readonly space: string;
  readonly lastText: string;
}

/** Posts of a friend to make; the newest says `lastText`. */
export interface FeedPlan {
  readonly posts: number;
  readonly lastText: string;
}

/** A mini program to put into a chat. */
export interface ProgramPlan {
  readonly name: string;
  /** Its package, base64. */
  readonly packed: string;
  /** The chat; null for one with somebody new. */
  readonly space: string | null;
  /** Payloads, as JSON, of what the other said in it. */
  readonly updates: readonly string[];
}

/** A mini program that was put there. */
export interface SeededProgram {
  readonly name: string;
  readonly space: string;
  readonly instance: string;
}

/** What is to be caught up with: so many things said in each of so many spaces. Of a talk there is one. */
export interface CatchUpPlan {
  readonly what: 'talk' | 'articles';
  readonly spaces: number;
  readonly events: number;
}

/** How a device caught up, ms and bytes. `verify` and `put` are what the bare parts cost. */
export interface CatchUp {
  readonly ms: number;
  /** Until the first events were stored. */
  readonly first: number;
  /** Longest task of the thread meanwhile. */
  readonly longest: number;
  /** Most heap above what it was before. */
  readonly heap: number;
  readonly payloadBytes: number;
  readonly verify: number;
  readonly put: number;
}

/** ms for each link-up and each bare round trip; how often a log was read in all of them. */
export interface LinkUps {
  readonly measured: readonly number[];
  readonly baseline: readonly number[];
  /** ms where how the spaces stand had not been read before. */
  readonly unprepared: readonly number[];
  readonly logsRead: number;
}

/** Bytes: of signed events, and what went over the link for them. */
export interface Traffic {
  readonly payloadBytes: number;
  readonly sent: number;
  readonly heard: number;
}

/** ms for reading all sealed events from packs and from rows; bytes of payloads and of packs; the longest hold of the thread, ms. */
export interface Packed {
  readonly measured: readonly number[];
  readonly baseline: readonly number[];
  readonly longest: number;
  readonly payloadBytes: number;
  readonly packBytes: number;
  readonly packedEvents: number;
}

/** How long a ledger takes. */
export interface Reduction {
  /** ms for all records, each round. */
  readonly whole: readonly number[];
  /** ms for one more, the mean of a batch each. */
  readonly one: readonly number[];
  /** Transfers that were cleared in the end: all of them, or the work was not done. */
  readonly cleared: number;
}

/** A script in an empty page of the app's origin, while the app is not open there: the product's own modules without screens. */
export interface Tools {
  /** The address of the worker with which the app checks signatures. */
  useSignatureWorker(address: string): void;
  /** The packed contact card of this profile, base64url. */
  ownCard(): Promise<string>;
  /** Makes mutual contacts of the people behind cards. The values are the spaces. */
  befriend(cards: readonly string[]): Promise<readonly string[]>;
  /** Makes people and talks with them: genuine contacts and signed events, in database and journal. */
  seed(plans: readonly SeedPlan[]): Promise<readonly Seeded[]>;
  /** Makes a friend with posts, two of three with pictures: genuine passes and signed events, in database and journal. */
  seedFeed(plan: FeedPlan): Promise<void>;
  /** Puts mini programs into chats. */
  seedPrograms(plans: readonly ProgramPlan[]): Promise<readonly SeededProgram[]>;
  /** Durable events of one's own and bare strict puts of one row, in turns. ms each. */
  append(
    space: string,
    count: number,
  ): Promise<{ readonly measured: readonly number[]; readonly baseline: readonly number[] }>;
  /** Events of another taken into a new database, and bare bulk puts of the same rows, in turns. Rows a second. */
  ingest(
    count: number,
    rounds: number,
  ): Promise<{ readonly measured: readonly number[]; readonly baseline: readonly number[] }>;
  /** The same talk in two databases: sealed buckets in packs in one, a row for each event in the other. */
  packed(count: number, rounds: number): Promise<Packed>;
  /** Pages of a long feed and of a short one, ms each. */
  feedPage(
    count: number,
    rounds: number,
  ): Promise<{ readonly measured: readonly number[]; readonly baseline: readonly number[] }>;
  /** Indexes messages, and the same in memory with another library. */
  searchBuild(count: number): Promise<SearchBuild>;
  /** ms for the first hits of each of so many questions among `count` messages. */
  searchQueries(
    count: number,
    questions: number,
  ): Promise<{ readonly measured: readonly number[]; readonly found: number; readonly buildMs: number }>;
  reduction(count: number, rounds: number): Promise<Reduction>;
  /** Payments between two engines of this page that meet at a signaling service, and the bare round trips and puts they need at least, in turns. ms each. */
  walletPay(
    count: number,
    signaling: string,
  ): Promise<{
    readonly measured: readonly number[];
    readonly baseline: readonly number[];
    readonly sent: readonly number[];
  }>;
  /** Reading so many kept records into a ledger, as at a start, and the same rows read and nothing else, in turns. ms each. */
  walletStart(
    count: number,
    rounds: number,
  ): Promise<{ readonly measured: readonly number[]; readonly baseline: readonly number[] }>;
  /** Two engines in this page, `delay` ms apart, that hold the same of so many spaces link up, each time as after a start. */
  linkUps(spaces: number, rounds: number, delay: number): Promise<LinkUps>;
  /** Makes engines without screens in this page; their cards. */
  createPeers(count: number, signaling: readonly string[]): Promise<readonly string[]>;
  /** They know this person and go online. */
  startPeers(card: string): Promise<void>;
  /** How many of them are linked now. */
  linkedPeers(): number;
  /** Makes a new device; its card. */
  catchupCard(): Promise<string>;
  /** Makes another that holds what is planned and goes online in a room (name, signaling service); its card. */
  catchupHold(card: string, plan: CatchUpPlan, meeting: readonly [string, string]): Promise<string>;
  /** The first fetches that. */
  catchupRun(card: string, plan: CatchUpPlan, meeting: readonly [string, string]): Promise<CatchUp>;
  /** Who holds the talk says so many things more. */
  catchupSay(count: number): Promise<Traffic>;
  /** Meets the page that joins the same room, for blobs. */
  blobJoin(room: string, signaling: string): Promise<void>;
  /** Keeps a made-up file of so many bytes. */
  blobPut(size: number): Promise<{ readonly id: string; readonly ms: number }>;
  /** ms until a blob of the other page is here, checked and durable. */
  blobFetch(id: string, size: number): Promise<number>;
  blobRemove(id: string): Promise<void>;
  /** Events and their answers over the link that blobs use, one after the other; ms each. */
  blobPings(pings: Pings): Promise<readonly number[]>;
  rawOffer(): Promise<string>;
  rawAnswer(offer: string): Promise<string>;
  rawAccept(answer: string): Promise<void>;
  /** ms until so many bytes came over a bare channel. */
  rawReceive(bytes: number): Promise<number>;
}
