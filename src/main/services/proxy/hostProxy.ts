import type { Agent } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import type { ProxyChoice } from '@shared/proxy.ts';

/** How a host's surroundings know proxies. */
export interface HostProxy {
  /** What the person chose holds from now on. */
  set(choice: ProxyChoice): Promise<void>;
  /** The proxy by which an address is reached, in the words of a PAC file: `DIRECT`, or `PROXY host:port; …`. */
  wordsFor(url: URL): Promise<string>;
}

/** The agent for requests to an address; null where it is reached directly. Rejects where a proxy is named that is not known. */
export type Through = (url: URL) => Promise<Agent | null>;

/** No proxy at all. */
export const directly: Through = () => Promise.resolve(null);

/** Kinds of proxies in the words of PAC files. Names are looked up by the proxy, where its protocol can. */
const SCHEMES: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4a',
  SOCKS4: 'socks4a',
  SOCKS5: 'socks5h',
};

/** Agents for the proxies a host knows. */
export function throughProxy(proxy: Pick<HostProxy, 'wordsFor'>): Through {
  return async (url) => {
    const address = addressIn(await proxy.wordsFor(url));
    return address === null ? null : agentFor(address);
  };
}

/** The agent of a proxy at an address: `http:`, `https:`, or one of `socks4a:` and `socks5h:`. */
export function agentFor(address: string): Agent {
  return address.startsWith('socks') ? new SocksProxyAgent(address) : new HttpsProxyAgent(address);
}

/** The first proxy that is named, as an address; null for none. Throws where it is of a kind that is not known: going round it is not for us. */
function addressIn(words: string): string | null {
  const [kind = '', place = ''] = (words.split(';')[0] ?? '').trim().split(/\s+/);
  if (kind.toUpperCase() === 'DIRECT') return null;
  const scheme = SCHEMES[kind.toUpperCase()];
  const address = `${scheme}://${place}`;
  if (scheme === undefined || place === '' || !URL.canParse(address)) throw new Error('a proxy that is not known');
  return address;
}
