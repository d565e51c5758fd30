import * as v from 'valibot';
import { accountIdSchema, bytesOf, spaceIdSchema, timeSchema } from '@shared/schemas.ts';
import { requestProgressSchema } from '../contact/contact.ts';
import { avatarSchema } from '../profile/profile.ts';

/** What became of a request to be let into a group; `removed`: who was put out does not come back by a link. */
export const joinProgressSchema = v.picklist([...requestProgressSchema.options, 'removed']);
/** See {@link joinProgressSchema}. */
export type JoinProgress = v.InferOutput<typeof joinProgressSchema>;

/** A group as this device keeps it. Name, picture and members follow from the roster log; here they stand for lists. */
export const groupRecordSchema = v.strictObject({
  /** Space of the talk. */
  space: spaceIdSchema,
  /** Space of the roster. */
  roster: spaceIdSchema,
  founder: accountIdSchema,
  nonce: bytesOf(16),
  name: v.pipe(v.string(), v.maxLength(256)),
  picture: avatarSchema,
  /** `joining`: someone added us, the roster has not come yet. The rest: what we are to the group now. */
  state: v.picklist(['joining', 'active', 'left', 'removed', 'dissolved']),
  /** Who told us of it; null when we founded it. */
  welcomedBy: v.nullable(accountIdSchema),
  joinedAt: timeSchema,
});
/** See {@link groupRecordSchema}. */
export type GroupRecord = v.InferOutput<typeof groupRecordSchema>;
