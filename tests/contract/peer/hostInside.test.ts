import { onTestFinished } from 'vitest';
import { openHostInside } from '../../../src/peer/hostInside.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';
import { describeHostContract } from '../../support/shared/hostContract.ts';
import type { HostUnderTest } from '../../support/shared/hostUnderTest.ts';

function open(dataDir: string): HostUnderTest {
  const inside = openHostInside({ dataDir, version: '1.2.3', signaling: () => ['ws://localhost:1/signal'] });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await inside.close();
    isOpen = false;
  };
  onTestFinished(close);
  return {
    host: inside.host,
    emit: (event, payload) => inside.emit(event, payload),
    restart: async () => {
      await close();
      return open(dataDir);
    },
    dispose: close,
  };
}

describeHostContract('HostInside', () => Promise.resolve(open(temporaryDirectory())));
