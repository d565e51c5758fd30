import * as v from 'valibot';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { accountIdSchema, deviceIdSchema, timeSchema } from '@shared/schemas.ts';
import { joinProgressSchema } from '@domain/group/groupRecord.ts';
import { groupPolicySchema } from '@domain/group/policy.ts';
import { mayDo } from '@domain/group/rights.ts';
import { avatarSchema } from '@domain/profile/profile.ts';
import { groupRulesSchema } from './groupRules.ts';
import type { KnownGroup } from './knownGroup.ts';
import { cutsIn } from './removal.ts';

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

/** The view of a group as it is now. */
export function viewOf({ record, roster, seed, rules }: KnownGroup, self: AccountId): GroupView {
  return {
    description: roster.description,
    policy: roster.policy,
    createdAt: roster.founded ? roster.foundedAt : record.joinedAt,
    request: seed.request,
    members: [...roster.members.values()].map(({ account, profile, role, addedAt, addedBy, devices }) => ({
      ...{ account, name: profile.name, avatar: profile.avatar, role, addedAt, addedBy },
      devices: [...devices],
    })),
    former: [...roster.former.values()].map(({ account, profile }) => ({ account, ...profile })),
    rights: rightsOf({ record, roster }, self),
    rules,
    unsent: unsentOf({ roster, seed, record }, self),
  };
}

function unsentOf({ roster, seed, record }: Pick<KnownGroup, 'roster' | 'seed' | 'record'>, self: AccountId) {
  const own = [...roster.gaps].filter(([device]) => roster.devices.get(device) === self);
  const gaps = own.flatMap(([device, rows]) => rows.map(({ after, before }) => ({ device, after, before })));
  // The act that put us out is not in the roster here (GRS-12).
  const shown = record.state === 'removed' && seed.removal !== null ? cutsIn(seed.removal) : [];
  return [...gaps, ...shown.map(({ device, talkSeq }) => ({ device, after: talkSeq, before: null }))];
}

/** Names by account. */
export function namesOf(view: GroupView): Record<string, string> {
  return Object.fromEntries([...view.former, ...view.members].map(({ account, name: shown }) => [account, shown]));
}

function rightsOf({ record, roster }: Pick<KnownGroup, 'record' | 'roster'>, self: AccountId): GroupView['rights'] {
  const may = (kind: 'post' | 'invite' | 'pin' | 'change' | 'set-roles' | 'hand-over' | 'dissolve') =>
    record.state === 'active' && mayDo(roster, self, { kind });
  const others = record.state === 'active' ? [...roster.members.keys()] : [];
  return {
    post: may('post'),
    invite: may('invite'),
    pin: may('pin'),
    change: may('change'),
    setRoles: may('set-roles'),
    handOver: may('hand-over'),
    dissolve: may('dissolve'),
    remove: others.filter((target) => mayDo(roster, self, { kind: 'remove', target })),
  };
}
