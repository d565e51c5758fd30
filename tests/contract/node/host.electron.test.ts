import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
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
import { blobOf } from '../../support/shared/blobFixtures.ts';
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

/** Bytes of all files below a folder. */
function bytesIn(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

it('FIL-10 what the desktop host says of files and journal is what its folder takes', async () => {
  const data = temporaryHostData();
  const running = await startElectronWiring(data);
  const { host } = running;
  const account = 'A'.repeat(43) as AccountId;
  const asked = async <T>(answer: Promise<{ ok: true; value: T } | { ok: false; error: { code: string } }>) => {
    const given = await answer;
    if (!given.ok) throw new Error(given.error.code);
    return given.value;
  };
  for (const seed of [1, 2, 3]) {
    const { bytes, chunks } = blobOf(4, seed);
    const { draft } = await asked(host.call('blob.draft', { account, size: bytes.length }));
    for (const [index, chunk] of chunks.entries())
      await asked(host.call('blob.append', { account, draft, index, bytes: chunk }));
    await asked(host.call('blob.seal', { account, draft }));
  }
  const entries = Array.from({ length: 500 }, (_, place) => new Uint8Array(1000).fill(place));
  await asked(host.call('journal.append', { account, entries }));
  const { blobs } = await asked(host.call('blob.list', { account, after: null }));
  const said = blobs.reduce((sum, { held }) => sum + held, 0);
  const onDisk = bytesIn(join(data.directory, 'blobs'));
  // Beside each file lie the hashes of its chunks, 32 bytes each.
  expect(onDisk).toBeGreaterThanOrEqual(said);
  expect(onDisk).toBeLessThan(said * 1.001 + 3 * 1024);
  const journal = await asked(host.call('journal.describe', { account }));
  const journalOnDisk = bytesIn(join(data.directory, 'journal'));
  expect(journal.bytes).toBeGreaterThan(500 * 1000);
  // The file grows 256 KiB at a time, ahead of what is written.
  expect(journalOnDisk).toBeGreaterThanOrEqual(journal.bytes);
  expect(journalOnDisk).toBeLessThanOrEqual(journal.bytes + 256 * 1024 + 4096);
  await running.dispose();
});
