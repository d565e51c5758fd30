import { type ProxyChoice, hostInAddress, readProxyChoice } from '@shared/proxy.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** A proxy of one's own. */
export type ManualProxy = Extract<ProxyChoice, { readonly mode: 'manual' }>;
/** Why what was typed names no proxy. Each code has a sentence in the catalogue. */
export type ProxyProblem = 'proxy-empty' | 'proxy-port' | 'proxy-name' | 'proxy-secret';

const SCHEME = /^(?<scheme>[a-z][a-z\d+.-]*):\/\//i;
const PLACE = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/;
const KINDS: Readonly<Record<string, ManualProxy['kind']>> = {
  http: 'http',
  socks: 'socks5',
  socks5: 'socks5',
  socks5h: 'socks5',
};

/** Reads `name:port`, or the address of a proxy, whose scheme then says its kind. */
export function parseProxy(text: string, chosen: ManualProxy['kind']): Result<ManualProxy, Failure<ProxyProblem>> {
  const typed = text.trim().replace(/\/+$/, '');
  if (typed === '') return fail('proxy-empty', 'nothing typed');
  const scheme = SCHEME.exec(typed)?.groups?.['scheme']?.toLowerCase();
  const kind = scheme === undefined ? chosen : KINDS[scheme];
  const place = typed.replace(SCHEME, '');
  if (kind === undefined) return fail('proxy-name', 'of a kind that is not known');
  return place.includes('@') ? fail('proxy-secret', 'a user name or password') : readPlace(place, kind);
}

function readPlace(place: string, kind: ManualProxy['kind']): Result<ManualProxy, Failure<ProxyProblem>> {
  const [, bracketed, name, digits] = PLACE.exec(place) ?? [];
  const host = bracketed ?? name;
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return fail('proxy-port', 'no port');
  const read = readProxyChoice({ mode: 'manual', kind, host, port });
  return read?.mode === 'manual' ? ok(read) : fail('proxy-name', 'no name of a machine');
}

/** What was chosen, as it is typed. */
export function proxyText({ host, port }: ManualProxy): string {
  return `${hostInAddress(host)}:${port}`;
}
