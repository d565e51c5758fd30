/**
 * Figures for docs/adr/0002, all from one run, interleaved: TRANSPORT_FIGURES=20 npx playwright test tests/e2e/transport/figures
 * Skipped otherwise: times are for judging by a person, not for a test run.
 */
import { test } from '@playwright/test';
import { uniqueRoom } from '../../support/shared/transportContract.ts';
import type { EngineName } from '../../support/shared/transportHarness.ts';
import { type Grounds, type Machine, prepareGrounds, startMachine, startPeer } from './world.ts';

const ROUNDS = Number(process.env['TRANSPORT_FIGURES'] ?? 0);
const ROUND_TRIPS = 300;
const IDLE = 40_000;
/** 0 leaves throughput out. */
const MEGABYTES = Number(process.env['TRANSPORT_MEGABYTES'] ?? 64);

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function say(what: string, values: readonly number[]): void {
  const [median, high] = [quantile(values, 0.5), quantile(values, 0.95)];
  process.stdout.write(
    `figures\t${what}\tp50 ${median.toFixed(2)}\tp95 ${high.toFixed(2)}\tp99 ${quantile(values, 0.99).toFixed(2)}\tn ${values.length}\n`,
  );
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Sample {
  readonly connect: number;
  readonly trips: readonly number[];
  readonly rate: number;
  readonly loaded: readonly number[];
}

interface Place {
  readonly grounds: Grounds;
  readonly caller: Machine;
  readonly listener: Machine;
}

async function measureBare({ grounds, caller, listener }: Place): Promise<Sample> {
  const topic = uniqueRoom().name;
  await listener.harness('bareListen', grounds.signalingUrl, topic);
  const connect = await caller.harness('bareConnect', grounds.signalingUrl, topic);
  const trips = await caller.harness('bareRoundTrips', ROUND_TRIPS);
  const rate = await caller.harness('bareBulk', MEGABYTES);
  for (const machine of [caller, listener]) await machine.harness('breakConnections');
  return { connect, trips, rate, loaded: [] };
}

async function measureEngine(engine: EngineName, { grounds, caller, listener }: Place): Promise<Sample> {
  const room = uniqueRoom();
  await startPeer(caller, { name: 'caller', grounds, engine });
  await startPeer(listener, { name: 'listener', grounds, engine });
  await listener.harness('echo', 'listener', room);
  // Both are online: their signaling sockets are open, as in the bare case.
  await pause(400);
  const connect = await caller.harness('measureJoin', 'caller', room);
  const trips = await caller.harness('measureRoundTrips', room, ROUND_TRIPS);
  const { rate, times } = await caller.harness('measureBulk', room, MEGABYTES);
  for (const machine of [caller, listener]) await machine.harness('disposeAll');
  return { connect, trips, rate, loaded: times };
}

test('figures of connecting, latency and throughput against a bare connection', async () => {
  test.skip(ROUNDS === 0, 'set TRANSPORT_FIGURES to the number of rounds');
  test.setTimeout(ROUNDS * 60_000);
  const grounds = await prepareGrounds();
  const place = { grounds, caller: await startMachine(grounds), listener: await startMachine(grounds) };
  const samples: Record<string, Sample[]> = { bare: [], direct: [], 'y-webrtc': [] };
  for (let index = 0; index < ROUNDS; index += 1) {
    samples['bare']?.push(await measureBare(place));
    for (const engine of ['direct', 'y-webrtc'] as const) samples[engine]?.push(await measureEngine(engine, place));
  }
  for (const [name, all] of Object.entries(samples)) {
    say(
      `${name} connect, ms`,
      all.map(({ connect }) => connect),
    );
    say(
      `${name} round trip, ms`,
      all.flatMap(({ trips }) => trips),
    );
    say(
      `${name} bulk, MB/s`,
      all.map(({ rate }) => rate),
    );
    if (name !== 'bare')
      say(
        `${name} round trip while bulk moves, ms`,
        all.flatMap(({ loaded }) => loaded),
      );
  }
  for (const machine of [place.caller, place.listener]) await machine.close();
  await grounds.close();
});

async function cpuSeconds(machine: Machine): Promise<number> {
  const session = await machine.browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

test('figures of ten idle links', async () => {
  test.skip(ROUNDS === 0, 'set TRANSPORT_FIGURES to the number of rounds');
  test.setTimeout(180_000);
  const grounds = await prepareGrounds();
  const machines = [await startMachine(grounds), await startMachine(grounds)] as const;
  const peers = [
    await startPeer(machines[0], { name: 'one', grounds, engine: 'direct' }),
    await startPeer(machines[1], { name: 'other', grounds, engine: 'direct' }),
  ];
  const shares: number[] = [];
  for (const links of [0, 10]) {
    for (let index = 0; index < links; index += 1) {
      const room = uniqueRoom();
      for (const { driver } of peers) await driver.join(room);
    }
    await pause(5000);
    const before = await cpuSeconds(machines[0]);
    await pause(IDLE);
    shares.push(((await cpuSeconds(machines[0])) - before) / (IDLE / 1000));
  }
  const { links } = (await peers[0]?.driver.status()) ?? { links: 0 };
  const [without = 0, withLinks = 0] = shares;
  process.stdout.write(
    `figures\tidle CPU of a whole Chromium\t${(without * 100).toFixed(2)} % with no link, ${(withLinks * 100).toFixed(2)} % with ${links}\n`,
  );
  for (const machine of machines) await machine.close();
  await grounds.close();
});
