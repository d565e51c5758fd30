import { join } from 'node:path';
import { fail } from '@shared/result.ts';
import { type HostBridge, createElectronHost } from '@adapters/host-electron/electronHost.ts';
import { createDispatcher } from '../../../src/main/services/dispatcher/dispatcher.ts';
import { createHostServices } from '../../../src/main/services/host/hostServices.ts';
import type { Exchange } from '../../../src/main/services/mini/net/httpsExchange.ts';
import { createProgramNet } from '../../../src/main/services/mini/net/programNet.ts';
import type { ProgramViews } from '../../../src/main/services/mini/miniHandlers.ts';
import { Nearby } from '../../../src/main/services/nearby/nearby.ts';
import { openLogFile } from '../../../src/main/services/log/logFile.ts';
import { fileProtection } from '../../../src/main/services/vault/protection.ts';
import { temporaryHostData } from '../../support/node/browserHostUnderTest.ts';
import { describeHostContract } from '../../support/shared/hostContract.ts';
import type { HostUnderTest } from '../../support/shared/hostUnderTest.ts';

/** The services behind the bridge that Electron's preload would set; values are cloned as its IPC clones them. */
function startElectronWiring(data = temporaryHostData()): Promise<HostUnderTest> {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const services = createHostServices({
    dataDir: data.directory,
    protection: { ...fileProtection, kind: 'os' },
    describe: {
      edition: 'desktop',
      version: '1.2.3',
      platform: 'test',
      capabilities: ['badge', 'openExternal', 'programViews', 'programNet', 'nearby', 'proxy'],
    },
    signaling: () => [],
    lockCost: { memory: 64, passes: [1, 1], aim: 1 },
    // A machine in no network.
    nearby: new Nearby({ networks: () => [] }),
    proxy: { set: () => Promise.resolve(), wordsFor: () => Promise.resolve('DIRECT') },
    effects: { setBadge: () => undefined, openExternal: () => Promise.resolve(), focusWindow: () => undefined },
    mini: {
      clientDirectory: data.directory,
      ancestors: () => [],
      addressOf: (label) => `banyan-mini://${label}/`,
      canary: () => null,
      views: fakeViews(),
      net: createProgramNet({ exchange: CUT_OFF }),
    },
    log: openLogFile({ directory: join(data.directory, 'logs') }),
  });
  const dispatcher = createDispatcher(services.handlers, (fault) => {
    throw new Error(`${fault.method} ${fault.reason}`);
  });
  const bridge: HostBridge = {
    call: async (method, input) =>
      structuredClone(
        await dispatcher.dispatch({
          senderAllowed: true,
          method: structuredClone(method),
          input: structuredClone(input),
        }),
      ),
    on: (event, listener) => {
      const own = listeners.get(event) ?? new Set();
      listeners.set(event, own.add(listener));
      return () => void own.delete(listener);
    },
  };
  return Promise.resolve({
    host: createElectronHost(bridge),
    emit: (event, payload) => {
      for (const listener of listeners.get(event) ?? []) listener(structuredClone(payload));
    },
    restart: async () => {
      await services.dispose();
      return startElectronWiring(data);
    },
    dispose: async () => {
      await services.dispose();
      data.remove();
    },
  });
}

/** Nobody answers: the real one is tested against servers of its own (`tests/unit/main/services/mini/net`). */
const CUT_OFF: Exchange = {
  ask: () => Promise.resolve(fail('unreachable', 'nobody is there')),
  forget: () => undefined,
};

/** Views as a list of labels; the real ones are tested against the fake of Electron. */
function fakeViews(): ProgramViews {
  const open = new Set<string>();
  return {
    open: (label) => Promise.resolve(void open.add(label)),
    place: () => undefined,
    freeze: () => Promise.resolve(),
    close: (label) => void open.delete(label),
    reload: (label) => open.has(label),
    figures: () => [...open].map((label) => ({ label, memoryKiB: 20_000, cpuPercent: 0.5 })),
    isFull: () => false,
    stored: () => Promise.resolve(0),
    wipe: () => Promise.resolve(),
  };
}

describeHostContract('ElectronHost', () => startElectronWiring());
