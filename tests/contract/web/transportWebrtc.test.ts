import { describe, test } from 'vitest';
import { describeTransportContract } from '../../support/shared/transportContract.ts';
import { createFakeWorld } from '../../unit/renderer/adapters/webrtc/fakeWorld.ts';

// Between real browsers the same suite runs in tests/e2e/transport/contract.spec.ts.
describeTransportContract({ describe, test }, 'WebRTC over fake connections', async () => {
  const world = createFakeWorld();
  return {
    peer: async () => world.peer().driver,
    wait: (milliseconds) => world.clock.advance(milliseconds),
    breakLinks: async () => world.webrtc.breakAll(),
    dispose: async () => {
      for (const { transport } of world.peers) transport.dispose();
    },
  };
});
