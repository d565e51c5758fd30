import { test } from '@playwright/test';
import { describeTransportContract, type TransportWorld } from '../../support/shared/transportContract.ts';
import type { EngineName } from '../../support/shared/transportHarness.ts';
import { type TwoMachines, startPeer, startTwoMachines } from './world.ts';

const ENGINE = (process.env['TRANSPORT_ENGINES'] ?? 'direct') as EngineName;

let two: TwoMachines;
let peerNumber = 0;

test.beforeAll(async () => {
  two = await startTwoMachines();
});

test.afterAll(() => two.close());

async function makeWorld(): Promise<TransportWorld> {
  const { grounds, machines } = two;
  return {
    peer: async () => {
      peerNumber += 1;
      const machine = machines[peerNumber % 2] ?? machines[0];
      const { driver } = await startPeer(machine, { name: `peer-${peerNumber}`, grounds, engine: ENGINE });
      return driver;
    },
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    breakLinks: async () => {
      await machines[0].harness('breakConnections');
    },
    dispose: async () => {
      for (const machine of machines) {
        await machine.harness('disposeAll');
        const uncaught = await machine.harness('uncaught');
        if (uncaught.length > 0) throw new Error(`uncaught in the page: ${uncaught.join(' | ')}`);
      }
    },
  };
}

describeTransportContract({ describe: test.describe, test }, 'WebRTC between two Chromium processes', makeWorld);
