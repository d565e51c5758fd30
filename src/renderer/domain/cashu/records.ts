/** What a device keeps of mints: who they are, the notes they signed, and what is under way with them. */
import * as v from 'valibot';
import { accountIdSchema, countSchema, timeSchema } from '@shared/schemas.ts';

const text = v.pipe(v.string(), v.maxLength(4096));
const hexSchema = v.pipe(v.string(), v.maxLength(200), v.regex(/^[0-9a-f]*$/));
const amountSchema = v.pipe(v.bigint(), v.minValue(0n));

/** The public keys of a mint for one unit, an amount each (NUT-01, NUT-02). Its id is made of them. */
export const keysetSchema = v.strictObject({
  id: v.pipe(v.string(), v.maxLength(66)),
  unit: v.pipe(v.string(), v.maxLength(32)),
  /** Whether the mint still signs with them; what it signed stays good. */
  isActive: v.boolean(),
  /** What each note costs when it is spent, thousandths of the unit. */
  fee: countSchema,
  keys: v.record(v.pipe(v.string(), v.regex(/^\d{1,20}$/)), hexSchema),
});
/** What a mint last said of itself. Its words are its own, and hostile. */
export const mintTermsSchema = v.strictObject({
  name: text,
  description: text,
  /** Signs notes that only one key can spend (NUT-11). */
  canLock: v.boolean(),
  /** Tells again what it signed (NUT-09). */
  canRestore: v.boolean(),
  /** Signs what is left over of a Lightning payment (NUT-08). */
  givesChange: v.boolean(),
  keysets: v.array(keysetSchema),
});
/** A mint the person agreed to. `counters`: the number that the next own note of a keyset is made from; it only rises. */
export const mintSchema = v.strictObject({
  url: text,
  terms: mintTermsSchema,
  counters: v.record(v.string(), countSchema),
  at: timeSchema,
});
/** A note: whoever has its secret has it. `task`: set aside for what is under way. */
export const coinSchema = v.strictObject({
  secret: text,
  mint: text,
  keyset: v.pipe(v.string(), v.maxLength(66)),
  unit: v.pipe(v.string(), v.maxLength(32)),
  amount: amountSchema,
  /** The mint's signature, a point. */
  signature: hexSchema,
  /** Proves, without asking, that the mint signed it (NUT-12). */
  proof: v.nullable(v.strictObject({ e: hexSchema, s: hexSchema, r: v.nullable(hexSchema) })),
  task: v.nullable(text),
});
/** A note to be, before the mint signed it: what it is asked to sign, and what makes a note of that. */
export const blankSchema = v.strictObject({
  keyset: v.pipe(v.string(), v.maxLength(66)),
  amount: amountSchema,
  message: hexSchema,
  factor: v.pipe(v.string(), v.regex(/^\d{1,80}$/)),
  /** Bytes of the secret, in hexadecimal. */
  secret: v.pipe(v.string(), v.maxLength(4096), v.regex(/^[0-9a-f]*$/)),
});

/** Why something under way with a mint came to nothing; nothing of one's own was lost by it unless it says so. */
export const taskProblems = [
  'token-spent',
  'coins-spent',
  'mint-refused',
  'invoice-expired',
  'invoice-unpaid',
  'payment-forgotten',
  'already-issued',
  'taken-back',
] as const;

/**
 * Something under way with a mint, or done. It is kept before anything is sent, and what it is made of is let go of only with the whole
 * of what came of it (CSH-20).
 */
export const mintTaskSchema = v.strictObject({
  id: text,
  mint: text,
  unit: v.pipe(v.string(), v.maxLength(32)),
  /** `buy`: notes for a Lightning payment. `pay`: a Lightning payment for notes. */
  kind: v.picklist(['buy', 'receive', 'send', 'pay']),
  /** `quoted`: the mint was asked what it takes. `prepared`: it may have been told; whether it did it is to be found out. */
  stage: v.picklist(['quoted', 'prepared', 'done', 'failed']),
  at: timeSchema,
  amount: amountSchema,
  /** What the mint keeps; until it is done, at most. */
  fee: amountSchema,
  quote: v.nullable(text),
  invoice: v.nullable(text),
  /** When an invoice ends, or until when a lock holds, ms. */
  until: v.nullable(timeSchema),
  inputs: v.array(coinSchema),
  kept: v.array(blankSchema),
  sent: v.array(blankSchema),
  /** What to give to whom it is sent. */
  token: v.nullable(v.pipe(v.string(), v.maxLength(262_144))),
  /** Whom it was locked to. */
  person: v.nullable(accountIdSchema),
  /** The other side took it, as far as the mint was asked. */
  isTaken: v.boolean(),
  /** The send whose token is redeemed by who made it. Devices of before kept none. */
  takesBack: v.optional(v.nullable(text), null),
  problem: v.nullable(v.picklist(taskProblems)),
});

/** See {@link keysetSchema}. */
export type Keyset = v.InferOutput<typeof keysetSchema>;
/** See {@link mintTermsSchema}. */
export type MintTerms = v.InferOutput<typeof mintTermsSchema>;
/** See {@link mintSchema}. */
export type MintRecord = v.InferOutput<typeof mintSchema>;
/** See {@link coinSchema}. */
export type Coin = v.InferOutput<typeof coinSchema>;
/** See {@link blankSchema}. */
export type Blank = v.InferOutput<typeof blankSchema>;
/** See {@link mintTaskSchema}. */
export type MintTask = v.InferOutput<typeof mintTaskSchema>;
/** One of {@link taskProblems}. */
export type TaskProblem = (typeof taskProblems)[number];
