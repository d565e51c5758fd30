import { BlockList, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** One network this machine is in. */
export interface Network {
  /** The interface's name, which scopes link-local addresses. */
  readonly name: string;
  readonly ipv4: string | null;
  /** Link-local, with its scope: `fe80::1%eth0`. */
  readonly ipv6: string | null;
  /** Every subnet of it, as `address/bits`. */
  readonly subnets: readonly string[];
}

type Interfaces = ReturnType<typeof networkInterfaces>;

/** More networks than a person's machine is in are those of containers; the first will do. */
const MOST_NETWORKS = 8;

/** The networks that others may be in, too. */
export function readNetworks(interfaces: Interfaces = networkInterfaces()): readonly Network[] {
  const networks: Network[] = [];
  for (const [name, addresses = []] of Object.entries(interfaces)) {
    const outer = addresses.filter(({ internal }) => !internal);
    const ipv4 = outer.find(({ family }) => family === 'IPv4')?.address ?? null;
    const local = outer.find(({ family, address }) => family === 'IPv6' && address.toLowerCase().startsWith('fe80:'));
    const ipv6 = local === undefined ? null : `${local.address}%${name}`;
    const subnets = outer.flatMap(({ cidr }) => (cidr === null ? [] : [cidr]));
    if (ipv4 !== null || ipv6 !== null) networks.push({ name, ipv4, ipv6, subnets });
  }
  return networks.slice(0, MOST_NETWORKS);
}

/** The same text for the same networks: what changes with it is where one is. */
export function fingerprintOf(networks: readonly Network[]): string {
  return JSON.stringify(networks.map(({ name, ipv4, ipv6, subnets }) => [name, ipv4, ipv6, ...subnets]));
}

/** Tells whether an address is in one of these networks: who comes from farther is no neighbour. */
export function createNearCheck(networks: readonly Network[]): (address: string | undefined) => boolean {
  const near = new BlockList();
  near.addSubnet('fe80::', 10, 'ipv6');
  for (const subnet of networks.flatMap(({ subnets }) => subnets)) {
    const [address = '', bits = ''] = subnet.split('/');
    near.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return (address) => {
    const plain = plainAddress(address ?? '');
    return plain !== '' && near.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  };
}

/** Without the scope of an interface and the wrapping of IPv4 in IPv6. */
export function plainAddress(address: string): string {
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
}
