/** What the screens may see and do about the devices of one's own account. */
import * as v from 'valibot';
import type { DeviceId } from '@shared/ids.ts';
import { deviceIdSchema, timeSchema } from '@shared/schemas.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Outcome } from './workspaceErrors.ts';

const codeShown = v.object({
  /** Sixteen signs in groups of four, to be typed. */
  typed: v.string(),
  /** The same, with where to meet: what the picture holds. */
  link: v.string(),
  expiresAt: timeSchema,
});
/** A code by which a new device finds this one. */
export type LinkCodeShown = Readonly<v.InferOutput<typeof codeShown>>;

/** How far the linking of a further device has come, as the engine tells it to every tab. */
export const linkOfferSchema = v.variant('state', [
  v.object({ state: v.literal('none') }),
  v.object({ state: v.literal('waiting'), code: codeShown }),
  /** A device shows digits now, which are to be typed here; `left`: how often they may still be wrong. */
  v.object({ state: v.literal('found'), code: codeShown, name: v.string(), left: v.number() }),
  /** `number`: what the new device shows, too. */
  v.object({ state: v.literal('linked'), device: deviceIdSchema, name: v.string(), number: v.string() }),
  v.object({ state: v.literal('over'), reason: v.picklist(['expired', 'wrong', 'many']) }),
]);
/** See {@link linkOfferSchema}. */
export type LinkOfferState = v.InferOutput<typeof linkOfferSchema>;

/** How far a new device has come with the code of another. */
export type DeviceJoiningState =
  | { readonly status: 'looking' }
  | { readonly status: 'digits'; readonly digits: string }
  /** In whose account it would be: whoever saw the code may have answered in place of one's other device, which shows the same `number`. */
  | { readonly status: 'asking'; readonly name: string; readonly number: string }
  | { readonly status: 'linked' }
  | { readonly status: 'failed'; readonly reason: 'wrong' | 'over' | 'busy' | 'not-kept' };

/** A device as the engine publishes it. */
export const ownDeviceSchema = v.object({
  device: deviceIdSchema,
  /** As the person calls it; empty where nobody gave a name. */
  name: v.string(),
  isThis: v.boolean(),
  isRevoked: v.boolean(),
  addedAt: timeSchema,
  /** Whether it may link and take out others. */
  mayCertify: v.boolean(),
  isLinked: v.boolean(),
  /** When it was last linked with this one; null: never since then. */
  lastSeenAt: v.nullable(timeSchema),
});
/** A device of one's own account. */
export type OwnDevice = Readonly<v.InferOutput<typeof ownDeviceSchema>>;

/** The acts about devices, done by the engine. */
export interface DeviceActs {
  /** Shows a code for a new device; the one before ends. */
  offerLink(): Outcome<LinkCodeShown>;
  /** The digits the new device shows: `device-digits-wrong`, and `device-link-over` for the third time. */
  confirmLink(digits: string): Outcome;
  cancelLink(): Outcome;
  nameDevice(device: DeviceId, name: string): Outcome;
  /** Takes a device out; with the words of the recovery phrase the account itself says so, which no device can answer. */
  revokeDevice(device: DeviceId, words?: string): Outcome;
}

/** What is watched of them. */
export interface DeviceReads {
  devices(): LiveQuery<readonly OwnDevice[]>;
  linkOffer(): LiveQuery<LinkOfferState>;
}

/** Every name of {@link DeviceActs}. */
export const deviceActNames = [
  'offerLink',
  'confirmLink',
  'cancelLink',
  'nameDevice',
  'revokeDevice',
] as const satisfies readonly (keyof DeviceActs)[];
