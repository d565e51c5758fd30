import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import type { Settings } from '@domain/settings/settings.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { PicturePreparer } from '@ports/media.ts';
import type { Network } from '@ports/network.ts';
import type { Random } from '@ports/random.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { BlobLibrary } from '../blobs/blobLibrary.ts';
import type { BlobExchange } from '../blobs/exchange.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import type { Log } from '../diagnostics/log.ts';
import type { GivenUp } from '../messages/givenUp.ts';
import type { AuthorError } from '../replication/failures.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';

/** What is fetched on a device that keeps files for the others of its account (FIL-14). */
export interface FetchRule {
  /** How long ago it may have been said, ms. */
  readonly history: number;
}

/** What the files of an engine are made of. */
export interface FileParts {
  readonly self: AccountId;
  /** This device. */
  readonly device: DeviceId;
  readonly fetching?: FetchRule | undefined;
  readonly store: DocumentStore;
  readonly blobs: BlobStore;
  readonly library: BlobLibrary;
  readonly exchange: BlobExchange;
  readonly pictures: PicturePreparer;
  readonly network: Network;
  readonly settings: Snapshot<Settings>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  /** Who is in a space. */
  readonly readersOf: (space: SpaceId) => readonly AccountId[];
  /** Why nothing can be said in a space now; null where it can. */
  readonly refusalOf: (space: SpaceId) => WorkspaceError | null;
  /** Says it: durable when it resolves. */
  readonly replicator: Pick<Replicator, 'say'>;
  /** Keeps own events of a space whose places are taken and that were not kept (REP-3). */
  readonly keepLate: (space: SpaceId) => Promise<Result<unknown, AuthorError>>;
  readonly givenUp: GivenUp;
}
