import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';

/** Version of the envelope this code writes. */
export const EVENT_VERSION = 1;
/** Largest canonical encoding of one event in bytes, signature not counted (EVT-5). */
export const MAX_EVENT_BYTES = 65_536;
/** Most values, keys and containers in one event (EVT-5). */
export const MAX_EVENT_PARTS = 8192;
/** Length of an Ed25519 signature. */
export const SIGNATURE_LENGTH = 64;

/** The envelope, decoded (EVT-1). `body` is whatever CBOR the kind's schema says. */
export interface EventContent {
  readonly v: number;
  readonly space: SpaceId;
  /** `noun.verb`, at most 64 characters. */
  readonly kind: string;
  readonly device: DeviceId;
  /** Place in the chain of this device in this space, from 0. */
  readonly seq: number;
  /** Id of the event before it in the chain; null for seq 0. */
  readonly prev: EventId | null;
  /** Hybrid logical clock, ms. Strictly rising along a chain. */
  readonly at: number;
  readonly body: unknown;
}

/** An event as it travels and is kept: `payload` is signature ‖ canonical bytes, never encoded anew. */
export interface SignedEvent {
  readonly id: EventId;
  readonly content: EventContent;
  readonly payload: Uint8Array;
}

/** An event that passed admission here. */
export interface AdmittedEvent extends SignedEvent {
  readonly author: AccountId;
  /** Bucket of the log it belongs to, see `bucketOf`. */
  readonly bucket: number;
  /** Where it is shown: `at`, or its arrival when `at` is far in the future. */
  readonly sortAt: number;
}
