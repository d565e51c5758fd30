import * as v from 'valibot';
import type { CoinLock } from '@ports/mintCraft.ts';

/** A secret that says who may spend (NUT-10): what kind of condition, and its terms. */
const conditionSchema = v.tuple([
  v.string(),
  v.object({ data: v.string(), tags: v.optional(v.array(v.tupleWithRest([v.string()], v.string())), []) }),
]);
const point = v.pipe(v.string(), v.regex(/^0[23][0-9a-f]{64}$/));
const one = v.optional(v.tuple([v.literal('1')]));
/** What is said of a lock by us, and what changes nothing for one key and one refund key. */
const lockSchema = v.strictObject({
  key: point,
  locktime: v.optional(v.tuple([v.pipe(v.string(), v.regex(/^\d{1,12}$/))])),
  refund: v.optional(v.tuple([point])),
  sigflag: v.optional(v.tuple([v.literal('SIG_INPUTS')])),
  n_sigs: one,
  n_sigs_refund: one,
});

/** Who alone can spend a note of this secret (NUT-11); null: whoever has it. `other`: more is asked than one key. */
export function lockOfSecret(secret: string): CoinLock | 'other' | null {
  const condition = readCondition(secret);
  if (condition === null) return null;
  const [kind, { data: key, tags }] = condition;
  const terms = Object.fromEntries(tags.map(([name, ...values]) => [name, values]));
  const lock = v.safeParse(lockSchema, { ...terms, key });
  if (kind !== 'P2PK' || !lock.success) return 'other';
  const { locktime, refund } = lock.output;
  // To mints a time of nought is none.
  const until = Number(locktime?.[0] ?? 0) * 1000;
  return { key, until: until === 0 ? null : until, refund: refund?.[0] ?? null };
}

function readCondition(secret: string): v.InferOutput<typeof conditionSchema> | null {
  if (!secret.startsWith('[')) return null;
  try {
    const parsed = v.safeParse(conditionSchema, JSON.parse(secret));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
