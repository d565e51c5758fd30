import * as v from 'valibot';

/** A name of a machine, or an address of one: IPv6 without brackets. */
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|(?=.*:)[0-9A-Fa-f:.]{2,45})$/;

/** By which proxy this machine reaches the network, as the person chose. */
export const proxyChoiceSchema = v.variant('mode', [
  /** As the system is set. */
  v.strictObject({ mode: v.literal('system') }),
  v.strictObject({ mode: v.literal('none') }),
  v.strictObject({
    mode: v.literal('manual'),
    kind: v.picklist(['http', 'socks5']),
    host: v.pipe(v.string(), v.regex(HOST)),
    port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  }),
]);
/** See {@link proxyChoiceSchema}. */
export type ProxyChoice = v.InferOutput<typeof proxyChoiceSchema>;

/** A choice out of what somebody entered; null where it is none. */
export function readProxyChoice(value: unknown): ProxyChoice | null {
  const read = v.safeParse(proxyChoiceSchema, value);
  return read.success ? read.output : null;
}

/** A host as it stands in an address. */
export function hostInAddress(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
