import type { UnitId } from '@domain/wallet/ids.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { mapQuery, snapshotQuery } from '@services/workspace/liveQueries.ts';
import {
  type BookActs,
  type BookReads,
  type FrozenDevice,
  type OwnDevice,
  type UnitBookView,
} from '@services/workspace/walletBooks.ts';
import type { Outcome } from '@services/workspace/workspace.ts';

/** What a test or the gallery can do to the books of the fake. */
export interface FakeBooks {
  readonly books: WritableSnapshot<ReadonlyMap<UnitId, UnitBookView>>;
  readonly devices: WritableSnapshot<readonly OwnDevice[]>;
  readonly frozen: WritableSnapshot<readonly FrozenDevice[]>;
  readonly proof: WritableSnapshot<Uint8Array | null>;
}

/** No books, no devices. */
export function createFakeBooks(): FakeBooks {
  return {
    books: writableSnapshot<ReadonlyMap<UnitId, UnitBookView>>(new Map()),
    devices: writableSnapshot<readonly OwnDevice[]>([]),
    frozen: writableSnapshot<readonly FrozenDevice[]>([]),
    proof: writableSnapshot<Uint8Array | null>(null),
  };
}

/** What is read of them. */
export function fakeBookReads(books: FakeBooks): BookReads {
  return {
    bookOf: (unit) => mapQuery(snapshotQuery(books.books), (all) => all.get(unit) ?? null),
    ownDevices: () => snapshotQuery(books.devices),
    frozenDevices: () => snapshotQuery(books.frozen),
    proofOfFault: () => Promise.resolve(books.proof.get()),
  };
}

/** Acts that are only noted. */
export function fakeBookActs(note: (name: keyof BookActs, given: readonly unknown[]) => Outcome): BookActs {
  return {
    setWitnesses: (...given) => note('setWitnesses', given),
    handOverBook: (...given) => note('handOverBook', given),
    takeOverBook: (...given) => note('takeOverBook', given),
    setOverdraft: (...given) => note('setOverdraft', given),
    admitPromise: (...given) => note('admitPromise', given),
    freezeDevice: (...given) => note('freezeDevice', given),
    thawDevice: (...given) => note('thawDevice', given),
    cutDevice: (...given) => note('cutDevice', given),
    bringBackPot: (...given) => note('bringBackPot', given),
  };
}
