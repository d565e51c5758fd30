import * as v from 'valibot';
import { accountIdSchema, bytesUpTo, deviceIdSchema, spaceIdSchema, timeSchema } from '@shared/schemas.ts';
import { profileSchema } from '../profile/profile.ts';

/** `sending`: they were not reached yet. `received`: it waits for their answer. The rest: their invite no longer works. */
export const requestProgressSchema = v.picklist(['sending', 'received', 'used', 'expired', 'revoked', 'refused']);
/** See {@link requestProgressSchema}. */
export type RequestProgress = v.InferOutput<typeof requestProgressSchema>;

/** A stored contact. `card` is the newest signed contact card as received; the rest of it is read from there. */
export const contactRecordSchema = v.strictObject({
  account: accountIdSchema,
  /** The 1:1 chat with this person. */
  space: spaceIdSchema,
  card: bytesUpTo(64 * 1024),
  cardVersion: timeSchema,
  devices: v.array(deviceIdSchema),
  profile: profileSchema,
  /** `requested`: we asked and wait for their answer. `accepted`: both said yes. */
  state: v.picklist(['requested', 'accepted']),
  blocked: v.boolean(),
  /** Own name for them; null shows their own. */
  remark: v.nullable(v.pipe(v.string(), v.maxLength(256))),
  tags: v.array(v.pipe(v.string(), v.maxLength(64))),
  verifiedAt: v.nullable(timeSchema),
  addedAt: timeSchema,
  lastSeenAt: v.nullable(timeSchema),
  /** The invite that led to them, base64url; kept until their own card has come, so that the request goes on after a restart. */
  invite: v.nullable(v.string()),
  /** What became of our request; null when there is none (any more). */
  request: v.nullable(requestProgressSchema),
});
/** See {@link contactRecordSchema}. */
export type ContactRecord = v.InferOutput<typeof contactRecordSchema>;

/** Someone who opened our invite and waits for our answer. */
export const requestRecordSchema = v.strictObject({
  account: accountIdSchema,
  card: bytesUpTo(64 * 1024),
  profile: profileSchema,
  /** Token id of the invite they used. */
  invite: v.string(),
  receivedAt: timeSchema,
  safetyNumber: v.string(),
});
/** See {@link requestRecordSchema}. */
export type RequestRecord = v.InferOutput<typeof requestRecordSchema>;

/** An invite made here. `state` tells what its link does now. */
export const inviteRecordSchema = v.strictObject({
  /** Token id: base64url of SHA-256 of the token. */
  id: v.string(),
  /** The whole signed invite, base64url, to show the link again. */
  payload: v.string(),
  state: v.picklist(['open', 'used', 'revoked']),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  /** Who used it. */
  usedBy: v.nullable(accountIdSchema),
  /** Set for an invite into a group: where, how often it may be used (null: no end), and who did. */
  group: v.exactOptional(
    v.strictObject({
      space: spaceIdSchema,
      limit: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
      users: v.array(accountIdSchema),
    }),
  ),
});
/** See {@link inviteRecordSchema}. */
export type InviteRecord = v.InferOutput<typeof inviteRecordSchema>;
