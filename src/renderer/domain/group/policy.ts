import * as v from 'valibot';

/** Most messages a policy may promise to a new member. */
export const MAX_HISTORY_COUNT = 100_000;

const whoSchema = v.picklist(['members', 'admins']);

/** Who may post, invite and pin, and what of the past a new member is given (GRP-6). */
export const groupPolicySchema = v.strictObject({
  post: whoSchema,
  invite: whoSchema,
  pin: whoSchema,
  history: v.variant('kind', [
    v.strictObject({ kind: v.literal('all') }),
    v.strictObject({ kind: v.literal('since-joining') }),
    v.strictObject({
      kind: v.literal('last'),
      count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_HISTORY_COUNT)),
    }),
  ]),
});
/** See {@link groupPolicySchema}. */
export type GroupPolicy = v.InferOutput<typeof groupPolicySchema>;

/** What a group begins with unless its founder says otherwise. */
export const DEFAULT_POLICY: GroupPolicy = {
  post: 'members',
  invite: 'admins',
  pin: 'admins',
  history: { kind: 'all' },
};
