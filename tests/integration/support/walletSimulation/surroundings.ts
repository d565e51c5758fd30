import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import type { Certificate } from '@domain/identity/certificate.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { DeviceId } from '@shared/ids.ts';
import type { Post } from './post.ts';

/** A device as others see it. */
export interface Neighbour {
  readonly name: string;
  readonly key: DeviceId;
  /** Null while it is down. */
  readonly ledger: Ledger | null;
}

/** What a device lives in. */
export interface Surroundings {
  readonly random: SeededRandom;
  readonly post: Post;
  readonly certificates: readonly Certificate[];
  readonly devices: readonly Neighbour[];
  readonly packets: readonly VerifiedOf<'packet'>[];
  device(name: string): Neighbour;
  /** Called after a device kept something. */
  stored(device: Neighbour, records: readonly VerifiedRecord[]): void;
  /** Called after a clerk entered something. */
  entered(device: Neighbour, entry: VerifiedOf<'entry'>): void;
}
