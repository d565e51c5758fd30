import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { Audience } from '@domain/moments/audience.ts';
import { MomentKeep, encodeKept, readersDigest } from '@domain/moments/kept.ts';
import type { CircleKind } from '@domain/moments/pass.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { Random } from '@ports/random.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';

/** What the book of circles works with. */
export interface CircleBookParts {
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly feed: Pick<FeedStore, 'keeps' | 'page'>;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  readonly contacts: Pick<ContactBook, 'get' | 'contacts'>;
  readonly random: Random;
  readonly clock: Pick<Clock, 'now'>;
  /** The devices of the account, this one among them, that stand or stood (VIS-20); without it there is this one alone. */
  readonly devices?: () => readonly DeviceId[];
}

/** An own circle. */
export interface OwnCircle {
  readonly nonce: Uint8Array;
  readonly kind: CircleKind;
  readonly audience: Audience;
  readonly epoch: number;
  /** Of the epoch: made anew with each. */
  readonly secret: Uint8Array;
  readonly readers: ReadonlySet<AccountId>;
}

/** An own circle whose readers changed. */
export interface ReadersChange {
  readonly circle: SpaceId;
  /** Leave was taken away from somebody: its epoch rose. */
  readonly isRaised: boolean;
  /** Somebody who came is not given all of it (VIS-17). */
  readonly isLimited: boolean;
}

/** An own circle as it is kept. */
export function circleRow(id: SpaceId, circle: OwnCircle): Omit<FeedKeep, 'at'> {
  const { nonce, kind, audience, epoch, secret, readers } = circle;
  const bytes = encodeKept({ v: 1, nonce, kind, audience, epoch, secret, readers: readersDigest(readers) });
  return { kind: MomentKeep.circle, id, bytes };
}
