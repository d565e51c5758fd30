import type { HeardPacket, MadeRecord, OpenMulticast } from '../../../src/main/services/nearby/multicast.ts';
import type { Network } from '../../../src/main/services/nearby/networks.ts';

interface Ear {
  readonly network: string;
  readonly address: string;
  readonly hear: (packet: HeardPacket) => void;
}

/** Multicast between hosts of one process: who is in a network of the same name hears. */
export class FakeAir {
  /** Everything that was announced. */
  readonly said: MadeRecord[] = [];
  readonly asked: string[] = [];
  private readonly ears = new Set<Ear>();

  /** How many listen. */
  get listeners(): number {
    return this.ears.size;
  }

  readonly open: OpenMulticast = (network, heard) => {
    const address = network.ipv4 ?? network.ipv6;
    if (address === null) return [];
    const ear: Ear = { network: network.name, address, hear: heard };
    this.ears.add(ear);
    return [
      {
        address,
        respond: (records) => {
          this.said.push(...records);
          this.send(ear, { isQuery: false, questions: [], records, address });
        },
        query: (name) => {
          this.asked.push(name);
          this.send(ear, { isQuery: true, questions: [{ name, type: 'PTR' }], records: [], address });
        },
        close: () => void this.ears.delete(ear),
      },
    ];
  };

  /** Something that anybody in a network says. */
  shout(network: string, packet: HeardPacket): void {
    for (const ear of this.ears) if (ear.network === network) ear.hear(packet);
  }

  private send(from: Ear, packet: HeardPacket): void {
    queueMicrotask(() => {
      for (const ear of this.ears) if (ear.network === from.network) ear.hear(packet);
    });
  }
}

/** The loopback as a network of its own. */
export function loopbackNetwork(name = 'wifi'): Network {
  return { name, ipv4: '127.0.0.1', ipv6: null, subnets: ['127.0.0.0/8'] };
}
