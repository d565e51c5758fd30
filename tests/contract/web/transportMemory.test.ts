import { describe, test } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MemoryNetwork } from '@adapters/memory/transport/memoryNetwork.ts';
import { describeTransportContract, type TransportWorld } from '../../support/shared/transportContract.ts';
import { createTransportDriver } from '../../support/shared/transportDriver.ts';

async function makeWorld(): Promise<TransportWorld> {
  const clock = new FakeClock();
  const network = new MemoryNetwork({ clock, seed: 7, conditions: { bandwidth: 20_000 } });
  const transports = new Set<ReturnType<MemoryNetwork['createTransport']>>();
  return {
    peer: async () => {
      const transport = network.createTransport();
      transports.add(transport);
      return createTransportDriver(transport, clock);
    },
    wait: (milliseconds) => clock.advance(milliseconds),
    breakLinks: async () => {
      const all = [...transports];
      for (const one of all) for (const other of all) if (one !== other) network.breakLinks(one, other);
    },
    dispose: async () => {
      for (const transport of transports) transport.dispose();
    },
  };
}

describeTransportContract({ describe, test }, 'memory', makeWorld);
