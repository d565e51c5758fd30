/** What the screens may see and do about books and the devices that keep them. Amounts are integers of minor units. */
import type { AccountId, DeviceId } from '@shared/ids.ts';
import type { HolderId, RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { BodyOf } from '@domain/wallet/record.ts';
import type { Fault } from '@domain/wallet/unitView.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Outcome } from './workspaceErrors.ts';

/** A device that keeps or sees a book. */
export interface BookDevice {
  readonly key: DeviceId;
  /** Whose it is; null where no certificate says. */
  readonly account: AccountId | null;
  /** It is the device one reads this on. */
  readonly isHere: boolean;
  readonly isFrozen: boolean;
}

/** A device that keeps a copy of a book. */
export interface BookWitness extends BookDevice {
  /** Entries it has not acknowledged, counted from the end of the log; at most {@link MOST_BEHIND}. */
  readonly behind: number;
}

/** How far back a witness is looked at. */
export const MOST_BEHIND = 1000;

/**
 * How a book is, worst first. `contradicted`: there is a fault. `clerk-frozen`: who keeps it may not. `incomplete`: what it builds on is not all here.
 * `witness-behind`: entries no witness has. `single-copy`: it has no witness.
 */
export type BookHealth = 'contradicted' | 'clerk-frozen' | 'incomplete' | 'witness-behind' | 'single-copy' | 'sound';

/** A line of a clerk's log. */
export interface BookLine {
  readonly id: RecordId;
  readonly epoch: number;
  readonly seq: number;
  readonly op: BodyOf<'entry'>['op'];
  /** The transfer or promise it is about. */
  readonly ref: RecordId;
  /** Of what it is about. */
  readonly amount: bigint;
  /** By the clerk's clock, ms. */
  readonly at: number;
  /** A witness has it, or none is asked for. */
  readonly isReleased: boolean;
  /** The root cut it off (WAL-102). */
  readonly isCut: boolean;
}

/** The book of a unit, one's own or another's, as far as it is here. */
export interface UnitBookView {
  readonly unit: BodyOf<'unit'> & { readonly id: UnitId };
  readonly isOwn: boolean;
  readonly epoch: number;
  readonly clerk: BookDevice;
  readonly witnesses: readonly BookWitness[];
  readonly health: BookHealth;
  /** Lines of the log here, of all epochs. */
  readonly entries: number;
  /** When the last was written, by the clerk's clock, ms; null before the first. */
  readonly lastAt: number | null;
  /** Entries of the end of the log that no witness has. */
  readonly unseen: number;
  /** What the clerk last said its log came to. `agrees`: the records here say so, too; null where they do not reach that far. */
  readonly head: { readonly at: number; readonly seq: number; readonly agrees: boolean | null } | null;
  /** Newest first, at most 50. */
  readonly recent: readonly BookLine[];
  /** Who may owe, and how much. */
  readonly overdrafts: readonly { readonly holder: HolderId; readonly balance: bigint; readonly max: bigint }[];
  /** Payments whose confirmation was cut off (WAL-102). */
  readonly contested: readonly RecordId[];
  /** Promises that were cut off with the device that signed them, and that the clerk can let count again. */
  readonly cutPromises: readonly { readonly id: RecordId; readonly to: HolderId; readonly amount: bigint }[];
  readonly lapsed: bigint;
  /** What would lapse within 30 days if nobody spent any. */
  readonly lapsing: bigint;
  readonly faults: readonly Fault[];
}

/** A device of one's own account. */
export interface OwnDevice {
  readonly key: DeviceId;
  readonly isHere: boolean;
  /** When it was certified, ms. */
  readonly since: number;
  readonly isFrozen: boolean;
  /** Units whose book it keeps. */
  readonly keeps: readonly (BodyOf<'unit'> & { readonly id: UnitId })[];
}

/** A person's units of whom a device was reported lost: what one has to do with. */
export interface FrozenDevice {
  readonly account: AccountId;
  /** Null: all devices of the account. */
  readonly key: DeviceId | null;
}

/** Reads about books and devices. */
export interface BookReads {
  /** Null for a unit that is not known. */
  bookOf(unit: UnitId): LiveQuery<UnitBookView | null>;
  /** This device first. */
  ownDevices(): LiveQuery<readonly OwnDevice[]>;
  /** Devices of others that were frozen, as far as told. */
  frozenDevices(): LiveQuery<readonly FrozenDevice[]>;
  /** The records that prove a fault, with all they rest on, as a bundle anyone can check (WAL-150); null where it is not known, or the code that reads it did not come. */
  proofOfFault(unit: UnitId, fault: Pick<Fault, 'kind' | 'at'>): Promise<Uint8Array | null>;
}

/** A place in a log behind which a device's word is to count no more. */
export interface CutPlace {
  readonly unit: UnitId;
  readonly device: DeviceId;
  readonly epoch: number;
  /** The last entry that is believed; 0 for none. */
  readonly seq: number;
}

/** The acts of {@link BookActs}, by name. */
export const bookActNames = [
  'setWitnesses',
  'handOverBook',
  'takeOverBook',
  'setOverdraft',
  'admitPromise',
  'freezeDevice',
  'thawDevice',
  'cutDevice',
  'bringBackPot',
] as const satisfies readonly (keyof BookActs)[];

/** Acts about books and devices. Words of the recovery phrase sign one thing and are not kept. */
export interface BookActs {
  /** Begins a new epoch, kept by the same device, whose entries a device of each of these people is to see first. */
  setWitnesses(unit: UnitId, witnesses: readonly AccountId[]): Outcome;
  /** Lets another device of one's own keep the book from now on. */
  handOverBook(unit: UnitId, device: DeviceId): Outcome;
  /** Takes a book over from a device that is lost: the root names this one, and cuts the lost one off behind what is here. */
  takeOverBook(unit: UnitId, words: string): Outcome;
  /** Lets a holder owe so much; 0 for nothing. */
  setOverdraft(unit: UnitId, holder: HolderId, max: bigint): Outcome;
  /** Lets a promise count that was cut off with the device that signed it. */
  admitPromise(promise: RecordId): Outcome;
  /** Reports a device of one's own as lost: clerks refuse what it orders, once they hear of it. */
  freezeDevice(device: DeviceId): Outcome;
  /** Ends what froze a device. */
  thawDevice(device: DeviceId, words: string): Outcome;
  /** Says that a device was in wrong hands from a place of a log on. */
  cutDevice(place: CutPlace, words: string): Outcome;
  /**
   * Brings back what is left in a pot of one's own that only devices may pay from which are gone: a red packet is over by that. `pot-forbids` while one of
   * them stands.
   */
  bringBackPot(pot: RecordId, words: string): Outcome;
}
