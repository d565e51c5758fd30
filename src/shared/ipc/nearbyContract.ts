/** The part of the host contract about other hosts in the same local network. Capability `nearby`. */
import * as v from 'valibot';
import { accountIdSchema, countSchema } from '../schemas.ts';

/** Longest name shown to people nearby, UTF-16 units. */
export const MAX_NEARBY_NAME = 256;
/** Longest invite sent to somebody nearby. */
export const MAX_NEARBY_INVITE = 4096;

const host = v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_NEARBY_NAME));
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_NEARBY_INVITE));
const nothing = v.strictObject({});

/** name → input schema, output schema; see `contract.ts`. */
export const nearbyContract = {
  /** Switches looking for other hosts, and being found by them, on or off. */
  'nearby.set': { input: v.strictObject({ isOn: v.boolean() }), output: nothing },
  /**
   * Who is there. A `person` is shown to those who show themselves, too, until ten seconds after it was last said here. Invites
   * are given to the account alone that was shown when they came. Names and the texts of invites are what others say: hostile. `alone`: this machine is in no network.
   */
  'nearby.look': {
    input: v.strictObject({ person: v.nullable(v.strictObject({ account: accountIdSchema, name })) }),
    output: v.strictObject({
      state: v.picklist(['off', 'alone', 'on']),
      hosts: countSchema,
      people: v.array(v.strictObject({ id: host, name })),
      invites: v.array(v.strictObject({ from: host, name, text })),
    }),
  },
  /** Sends an invite to one of the people who are shown. `unreachable`: they are no longer. */
  'nearby.invite': { input: v.strictObject({ to: host, text }), output: nothing },
} as const satisfies Record<string, { input: v.GenericSchema; output: v.GenericSchema }>;
