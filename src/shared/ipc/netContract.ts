/** The part of the host contract that reaches the network for mini programs. Capability `programNet`. */
import * as v from 'valibot';
import { programLabelSchema } from '../mini/hostPages.ts';
import {
  MAX_NET_ANSWER_BYTES,
  MAX_NET_HEADER,
  MAX_NET_HEADERS,
  MAX_NET_REQUEST_BYTES,
  netMethods,
} from '../mini/net.ts';
import { MAX_NET_HOSTS, netHostSchema } from '../mini/package.ts';
import { bytesUpTo, countSchema } from '../schemas.ts';

const headers = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(128)), v.pipe(v.string(), v.maxLength(MAX_NET_HEADER))),
  v.check((all) => Object.keys(all).length <= MAX_NET_HEADERS, 'too many headers'),
);

/** name → input schema, output schema; see `contract.ts`. */
export const netContract = {
  /**
   * Reaches an address for a mounted program (`program-absent`): `https`, at a host that its package names and `hosts` has, without
   * cookies, redirects followed within these hosts. `forbidden`: another host, or one that is not on the public internet. Also
   * `invalid-input`, `too-large`, `unreachable`.
   */
  'net.fetch': {
    input: v.strictObject({
      label: programLabelSchema,
      hosts: v.pipe(v.array(netHostSchema), v.maxLength(MAX_NET_HOSTS)),
      url: v.pipe(v.string(), v.maxLength(4096)),
      method: v.picklist(netMethods),
      headers,
      body: v.nullable(bytesUpTo(MAX_NET_REQUEST_BYTES)),
    }),
    output: v.strictObject({
      status: v.pipe(countSchema, v.minValue(200), v.maxValue(599)),
      headers,
      body: bytesUpTo(MAX_NET_ANSWER_BYTES),
    }),
  },
  /** Ends what is under way for a program, and its connections: it may no more. Succeeds where nothing is. */
  'net.hangUp': { input: v.strictObject({ label: programLabelSchema }), output: v.strictObject({}) },
} as const satisfies Record<string, { input: v.GenericSchema; output: v.GenericSchema }>;
