/** What a mint may answer (NUT-01 to NUT-09). Mints say more than this; what is not needed is not looked at. */
import * as v from 'valibot';

const hexText = v.pipe(v.string(), v.maxLength(200), v.regex(/^[0-9a-f]*$/));
const name = v.pipe(v.string(), v.maxLength(66));
const unit = v.pipe(v.string(), v.maxLength(32));
/** Amounts come as numbers; beyond these a sum would not be what was meant. */
const amount = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.transform((number) => BigInt(number)),
);
const words = v.pipe(
  v.nullish(v.string(), ''),
  v.transform((text) => text.slice(0, 2000)),
);
const able = v.optional(v.object({ supported: v.optional(v.boolean(), false) }), { supported: false });
const method = v.object({ method: v.string(), unit });
const methods = v.optional(v.object({ methods: v.optional(v.array(method), []) }), { methods: [] });

export const infoAnswer = v.object({
  name: words,
  description: words,
  nuts: v.object({ '4': methods, '5': methods, '8': able, '9': able, '11': able }),
});
export const keysetsAnswer = v.object({
  keysets: v.pipe(
    v.array(
      v.object({
        id: name,
        unit,
        active: v.boolean(),
        input_fee_ppk: v.nullish(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
      }),
    ),
    v.maxLength(256),
  ),
});
export const keysAnswer = v.object({
  keysets: v.array(v.object({ id: name, keys: v.record(v.pipe(v.string(), v.regex(/^\d{1,20}$/)), hexText) })),
});

const stamp = v.pipe(
  v.object({
    id: name,
    amount,
    C_: hexText,
    dleq: v.nullish(v.object({ e: hexText, s: hexText }), null),
  }),
  v.transform(({ id: keyset, C_: signature, dleq, ...rest }) => ({ ...rest, keyset, signature, proof: dleq })),
);
const stamps = v.pipe(v.array(stamp), v.maxLength(1000));
export const stampsAnswer = v.object({ signatures: stamps });
export const restoreAnswer = v.object({
  outputs: v.pipe(v.array(v.object({ B_: hexText })), v.maxLength(1000)),
  signatures: stamps,
});
export const statesAnswer = v.object({
  states: v.array(v.object({ Y: hexText, state: v.picklist(['UNSPENT', 'PENDING', 'SPENT']) })),
});

const quote = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,200}$/));
/** Seconds; null or 0 where it does not end. */
const expiry = v.pipe(
  v.nullish(v.number(), null),
  v.transform((seconds) => (seconds === null || seconds <= 0 ? null : Math.floor(seconds) * 1000)),
);
export const buyQuoteAnswer = v.object({
  quote,
  request: v.pipe(v.string(), v.maxLength(4096)),
  state: v.picklist(['UNPAID', 'PAID', 'ISSUED']),
  expiry,
});
export const payQuoteAnswer = v.object({
  quote,
  amount,
  fee_reserve: amount,
  state: v.picklist(['UNPAID', 'PENDING', 'PAID']),
  expiry,
  change: v.nullish(stamps, []),
});
export const refusal = v.object({ detail: v.optional(v.unknown()), code: v.optional(v.number()) });
