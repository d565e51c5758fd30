import type { DeviceId } from '@shared/ids.ts';
import type { Field } from './fields.ts';
import type { RecordId } from './ids.ts';
import * as packets from './records/packetRecords.ts';
import * as payments from './records/paymentRecords.ts';
import * as trade from './records/tradeRecords.ts';
import * as units from './records/unitRecords.ts';

/** Version of the records this code writes. */
export const RECORD_VERSION = 1;
/** Largest canonical encoding of one record, signatures not counted (WAL-1): it fits an event with room to spare. */
export const MAX_RECORD_BYTES = 32_768;
/** Most values, keys and containers in one record. */
export const MAX_RECORD_PARTS = 2048;
/** Most signatures on one record. */
export const MAX_SIGNATURES = 8;
/** Bytes of a nonce. */
export const NONCE_LENGTH = 16;

/** The bodies of all types. The type is the label under which a record is hashed and signed. */
export const bodies = {
  unit: units.unit,
  book: units.book,
  overdraft: units.overdraft,
  pot: units.pot,
  mint: units.mint,
  transfer: payments.transfer,
  deposit: payments.deposit,
  cancel: payments.cancel,
  decline: payments.decline,
  release: payments.release,
  entry: units.entry,
  seen: units.seen,
  head: units.head,
  statement: units.statement,
  request: trade.request,
  receipt: trade.receipt,
  step: trade.step,
  packet: packets.packet,
  claim: packets.claim,
  deal: packets.deal,
  'packet-end': packets.packetEnd,
  mandate: trade.mandate,
  revoke: trade.revoke,
  settle: trade.settle,
  net: trade.net,
  agree: trade.agree,
  dispute: trade.dispute,
  ruling: trade.ruling,
  freeze: packets.freeze,
  thaw: packets.thaw,
} as const;

/** What a record can be. */
export type RecordType = keyof typeof bodies;
/** What a record of a type says, besides version and nonce. */
export type BodyOf<Type extends RecordType> = (typeof bodies)[Type] extends Field<infer Body> ? Body : never;

/** One signature. `key` is a device's signing key, or a root key. */
export interface RecordSignature {
  readonly key: DeviceId;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** A record as read from its bytes (WAL-1). Its signatures may be anyone's: see {@link VerifiedOf}. */
export interface RecordOf<Type extends RecordType> {
  readonly id: RecordId;
  readonly type: Type;
  /** 16 bytes. */
  readonly nonce: Uint8Array;
  readonly body: BodyOf<Type>;
  /** As received, never encoded anew. */
  readonly bytes: Uint8Array;
  /** In order of their keys, each key once; at least one. */
  readonly signatures: readonly RecordSignature[];
}

/** A record of any type; `type` says which. */
export type WalletRecord = { [Type in RecordType]: RecordOf<Type> }[RecordType];

declare const verified: unique symbol;
/** A record of one type whose signatures all hold. Only `verifyRecord` and `sealRecord` make one. */
export type VerifiedOf<Type extends RecordType> = RecordOf<Type> & { readonly [verified]: true };
/** A verified record of any type; `type` says which. */
export type VerifiedRecord = { [Type in RecordType]: VerifiedOf<Type> }[RecordType];

/** A record that nobody signed yet. */
export interface Draft<Type extends RecordType = RecordType> {
  readonly type: Type;
  readonly nonce: Uint8Array;
  readonly body: BodyOf<Type>;
}
