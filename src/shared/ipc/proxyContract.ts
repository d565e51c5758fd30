/** The part of the host contract about the proxy. Capability `proxy`. */
import * as v from 'valibot';
import { proxyChoiceSchema } from '../proxy.ts';

/** name → input schema, output schema; see `contract.ts`. */
export const proxyContract = {
  /** By which proxy the app and the host reach the network from now on; connections that are open are ended where that changes. */
  'proxy.set': { input: proxyChoiceSchema, output: v.strictObject({}) },
} as const satisfies Record<string, { input: v.GenericSchema; output: v.GenericSchema }>;
