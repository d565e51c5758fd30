import type { ArticleReader } from '@ports/articleReader.ts';
import type { Clock } from '@ports/clock.ts';
import type { CondenseDocument, MeetDocuments } from '@ports/documentCondenser.ts';
import type { ConnectionProbe } from '@ports/connectionProbe.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { HandLinks } from '@ports/handLinks.ts';
import type { Host } from '@ports/host.ts';
import type { KeyVault, VerifySignature, VerifySignatures } from '@ports/keyVault.ts';
import type { PicturePreparer } from '@ports/media.ts';
import type { Mailbox } from '@ports/mailbox.ts';
import type { LoadMintCraft } from '@ports/mintCraft.ts';
import type { Network } from '@ports/network.ts';
import type { Notifier } from '@ports/notifier.ts';
import type { PeerTransport } from '@ports/peerTransport.ts';
import type { ReadPage } from '@ports/pageReader.ts';
import type { Random } from '@ports/random.ts';
import type { SnapshotShelf } from '@ports/snapshots.ts';
import type { SearchShelf } from '@ports/searchShelf.ts';
import type { ReadFeedList, ReadWebFeed } from '@ports/webFeedReader.ts';
import type { RingLog } from '../diagnostics/log.ts';
import type { FetchRule } from '../files/fileParts.ts';
import type { HistoryTraffic } from '../replication/historyTraffic.ts';

/** Everything from outside that an engine works with. */
export interface EngineParts {
  readonly host: Host;
  readonly vault: KeyVault;
  readonly verify: VerifySignature;
  /** The same for many, away from this thread; without it they are checked one by one. */
  readonly verifyAll?: VerifySignatures | undefined;
  readonly store: DocumentStore;
  /** Without it shared documents of programs are replayed from their changes. */
  readonly condense?: CondenseDocument | undefined;
  /** What own devices' states of a document are put together with; without it this device only hands on what others told. */
  readonly meetDocuments?: MeetDocuments | undefined;
  /** What notes of mints are made with; without it there are none. */
  readonly mintCraft?: LoadMintCraft | undefined;
  readonly transport: PeerTransport;
  /** Links that two people make by codes; without it none can be. */
  readonly hand?: HandLinks | undefined;
  /** What STUN and TURN servers are tried with; without it nothing answers. */
  readonly probe?: ConnectionProbe | undefined;
  readonly notifier: Notifier;
  readonly pictures: PicturePreparer;
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: RingLog;
  /** On a device that keeps files for the other own devices: what is fetched there beside what a person's own screen would show. */
  readonly fetching?: FetchRule | undefined;
  /** Where the index of what can be found is kept; without it only what there is little of is found. */
  readonly createSearchShelf?: (() => SearchShelf) | undefined;
  /** Where snapshots of the database are kept; without it there are none. */
  readonly snapshots?: SnapshotShelf | undefined;
  /** Whether somebody is at work on the screens: what can wait does. Nobody, unless given. */
  readonly isInHand?: (() => boolean) | undefined;
  /** Whether much history comes or goes now; each engine has its own. */
  readonly traffic?: HistoryTraffic | undefined;
  /** The way to services that keep what is left for who is away; without it nothing is left or fetched. */
  readonly createMailbox?: (() => Promise<Mailbox>) | undefined;
  /** What pages that are linked to are read with; without it links are shown with nothing. */
  readonly readPage?: ((...page: Parameters<ReadPage>) => Promise<ReturnType<ReadPage>>) | undefined;
  /** What feeds of the web are read with; without it none can be followed. */
  readonly webFeeds?:
    | { readonly readFeed: ReadWebFeed; readonly readList: ReadFeedList; readonly articles: ArticleReader }
    | undefined;
}
