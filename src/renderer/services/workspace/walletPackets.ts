/** What the screens may see and do about red packets. Amounts are integers of minor units. */
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { PacketFault } from '@domain/wallet/readings/packets.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Outcome } from './workspaceErrors.ts';
import type { Unit } from './walletViews.ts';

/** How a packet is shared: to each at once, or to the first who open it, in equal or drawn shares (WAL-90). */
export type PacketMode = 'everyone' | 'equal' | 'lucky';

/** A packet to be sent. */
export interface NewPacket {
  readonly unit: UnitId;
  readonly mode: PacketMode;
  /** In all. */
  readonly total: bigint;
  /** How many shares; for `everyone` as many as members. */
  readonly count: number;
  /** Who may open it; oneself is left out. */
  readonly members: readonly AccountId[];
  /** The conversation it goes to. */
  readonly group?: SpaceId;
  /** Until when it may be opened, ms by the dealer's clock; a day from now unless said. */
  readonly until?: number;
  /** What a dialog made once: pressed again it is the same packet (WSV-55). */
  readonly intent?: string;
}

/**
 * Where a packet stands. `shared`: for everyone, each has theirs. `open`, `running`: shares are left. `empty`: none are. `recalled`: its sender called back
 * what was left, since the device that dealt it is gone (WAL-95). `checked`: it has ended, the seed is open, and this device found the arithmetic right.
 * `wrong`: this device found it is not (WAL-94).
 */
export type PacketStage = 'shared' | 'open' | 'running' | 'empty' | 'recalled' | 'checked' | 'wrong';

/** One share that was given. */
export interface PacketShare {
  readonly account: AccountId;
  readonly amount: bigint;
  /** The greatest of a packet of luck of which all shares are given; of equal ones the first. */
  readonly isLuckiest: boolean;
  /** Whose it is said that they opened it. A share of a packet for everyone is given before. */
  readonly isOpened: boolean;
}

/** How a packet stands to oneself. */
export interface OwnShare {
  /**
   * `none`: it is not for oneself, or too late. `open`: one may open it. `noted`: one did, and the dealer has not dealt yet. `dealt`: one has a
   * share.
   */
  readonly stage: 'none' | 'open' | 'noted' | 'dealt';
  /** Null until one has a share. */
  readonly amount: bigint | null;
  /** What it is paid by, once that is here. */
  readonly payment: RecordId | null;
}

/** A red packet as shown. */
export interface Packet {
  readonly id: RecordId;
  readonly unit: Unit;
  readonly from: AccountId;
  readonly isOwn: boolean;
  /** Whether this device hands out the shares. */
  readonly isDealer: boolean;
  /** It is one's own, and the device that hands out the shares was reported lost or taken out: what is left in its pot can be brought back (WSV-97). */
  readonly isDealerGone: boolean;
  readonly mode: PacketMode;
  readonly total: bigint;
  readonly count: number;
  readonly members: readonly AccountId[];
  /** Until when it may be opened, ms by the dealer's clock. Whether that has passed is for whoever shows it to say. */
  readonly until: number;
  readonly stage: PacketStage;
  readonly faults: readonly PacketFault[];
  /** Its end is signed, or what was left was called back: nothing more is dealt. */
  readonly hasEnded: boolean;
  /** In their order. */
  readonly shares: readonly PacketShare[];
  readonly dealt: bigint;
  /** What goes back to the sender; null before the end. */
  readonly back: bigint | null;
  readonly mine: OwnShare;
  /** Whether the issuer's clerk confirmed that the money is there; of own promises always. Only the sender knows it. */
  readonly funding: 'ready' | 'waiting' | 'failed';
}

/** The acts of {@link PacketActs}, by name. */
export const packetActNames = ['sendPacket', 'claimPacket'] as const satisfies readonly (keyof PacketActs)[];

/** What one does with red packets. */
export interface PacketActs {
  /** Throws money among many: promises of one's own, or units one has. `payment-not-enough` beyond what is available. */
  sendPacket(packet: NewPacket): Outcome<{ readonly packet: RecordId }>;
  /** Opens a packet: asks for a share of it, or takes the one there is, and lets its sender know. To do it again changes nothing; `packet-over` when it is too late. */
  claimPacket(packet: RecordId): Outcome;
}

/** Reading red packets. */
export interface PacketReads {
  /** Null for one that is not here (yet). */
  packet(id: RecordId): LiveQuery<Packet | null>;
}
