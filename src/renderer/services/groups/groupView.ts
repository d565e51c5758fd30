import * as v from 'valibot';
import type { SpaceId } from '@shared/ids.ts';
import { accountIdSchema, deviceIdSchema, timeSchema } from '@shared/schemas.ts';
import { joinProgressSchema } from '@domain/group/groupRecord.ts';
import { groupPolicySchema } from '@domain/group/policy.ts';
import { avatarSchema } from '@domain/profile/profile.ts';
import { groupRulesSchema } from './groupRules.ts';

const name = v.string();

/** What the screens of every tab are drawn from: the engine writes it to the store's values (GRS-9). */
export const groupViewSchema = v.strictObject({
  description: v.string(),
  policy: groupPolicySchema,
  createdAt: timeSchema,
  request: v.nullable(joinProgressSchema),
  members: v.array(
    v.strictObject({
      account: accountIdSchema,
      name,
      avatar: avatarSchema,
      role: v.picklist(['owner', 'admin', 'member']),
      addedAt: timeSchema,
      addedBy: v.nullable(accountIdSchema),
      /** Devices of theirs that may write. */
      devices: v.array(deviceIdSchema),
    }),
  ),
  former: v.array(v.strictObject({ account: accountIdSchema, name, avatar: avatarSchema })),
  rights: v.strictObject({
    post: v.boolean(),
    invite: v.boolean(),
    pin: v.boolean(),
    change: v.boolean(),
    setRoles: v.boolean(),
    handOver: v.boolean(),
    dissolve: v.boolean(),
    remove: v.array(accountIdSchema),
  }),
  rules: groupRulesSchema,
  /** What one said oneself and does not count, as one was out (GRP-32): not sent. */
  unsent: v.optional(
    v.array(v.strictObject({ device: deviceIdSchema, after: v.number(), before: v.nullable(timeSchema) })),
    [],
  ),
});
/** See {@link groupViewSchema}. */
export type GroupView = v.InferOutput<typeof groupViewSchema>;

/** Names of everyone who is or was in a group, for the list of conversations. */
export const groupNamesSchema = v.record(v.string(), v.string());

/** Name of a group's view among the store's values. */
export function viewName(space: SpaceId): string {
  return `group-view:${space}`;
}

/** Name of a group's {@link groupNamesSchema} among the store's values. */
export function namesName(space: SpaceId): string {
  return `group-names:${space}`;
}

/** Where one's own words lie that were not sent, as one was out of the group. */
export type Unsent = GroupView['unsent'];

/** The same from a group's view as it is stored; nothing where it cannot be read. */
export function unsentIn(view: unknown): Unsent {
  const parsed = v.safeParse(groupViewSchema, view);
  return parsed.success ? parsed.output.unsent : [];
}
