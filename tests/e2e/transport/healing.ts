/**
 * Faults on real connections, and how long until messages go both ways again. Quick by default; for the figures of
 * docs/adr/0002: TRANSPORT_ROUNDS=5 TRANSPORT_ENGINES=direct,y-webrtc npx playwright test --workers=1 tests/e2e/transport/healing
 */
import { expect, test } from '@playwright/test';
import { uniqueRoom } from '../../support/shared/transportContract.ts';
import type { EngineName } from '../../support/shared/transportHarness.ts';
import { type Couple, type Fault, linkCouple, untilHealed } from './faults.ts';
import type { Namespaces } from './namespaces.ts';
import { type Grounds, type Machine, startMachine, startPeer } from './world.ts';

const ROUNDS = Number(process.env['TRANSPORT_ROUNDS'] ?? 1);
const ENGINES = (process.env['TRANSPORT_ENGINES'] ?? 'direct').split(',') as EngineName[];
/** How long a fault that lasts lasts. */
const DURATION = process.env['TRANSPORT_ROUNDS'] === undefined ? 12_000 : 20_000;
const WORST = 15_000;
/** Where y-webrtc is measured it may fail to heal; the wait for it is bounded. */
const GIVE_UP = 45_000;

const report: { engine: EngineName; fault: string; times: number[] }[] = [];
/** For each round: how many links took the place of the first. */
const relinked: number[] = [];
let peerNumber = 0;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function round(
  fault: Fault,
  engine: EngineName,
  place: { grounds: Grounds; machines: readonly [Machine, Machine]; namespaces: Namespaces | null },
): Promise<number> {
  const { grounds, machines, namespaces } = place;
  peerNumber += 1;
  const one = await startPeer(machines[0], { name: `one-${peerNumber}`, grounds, engine });
  const other = await startPeer(machines[1], { name: `other-${peerNumber}`, grounds, engine });
  const couple: Couple = { one, other, room: uniqueRoom(), grounds, engine, namespaces };
  try {
    await linkCouple(couple);
    const healing = await fault.run(couple, DURATION);
    return await untilHealed(healing, GIVE_UP);
  } finally {
    const links = await other.driver.links(couple.room.name);
    relinked.push(links.length - 1);
    for (const machine of machines) await machine.harness('disposeAll');
  }
}

/** Declares the tests of some faults, and what is said of them all at the end. */
export function describeFaults(
  title: string,
  chosen: readonly Fault[],
  makePlace: () => Promise<{ grounds: Grounds; namespaces: Namespaces | null } | null>,
): void {
  test.describe(title, () => {
    let grounds: Grounds;
    let namespaces: Namespaces | null = null;
    let machines: readonly [Machine, Machine] | null = null;

    test.beforeAll(async () => {
      const place = await makePlace();
      if (place === null) return;
      ({ grounds, namespaces } = place);
      const launch = (index: 0 | 1) => (namespaces === null ? {} : { executablePath: namespaces.launchers[index] });
      machines = [await startMachine(grounds, launch(0)), await startMachine(grounds, launch(1))];
    });

    test.afterAll(async () => {
      for (const machine of machines ?? []) await machine.close();
      if (machines !== null) await grounds.close();
      await namespaces?.close();
    });

    test.afterAll(sayAll);

    for (const engine of ENGINES) {
      for (const fault of chosen) {
        test(`LNK-8 heals after ${fault.title} (${engine})`, async () => {
          test.setTimeout(ROUNDS * (DURATION + GIVE_UP + 30_000));
          test.skip(machines === null, 'network namespaces need root and `ip`');
          if (machines === null) return;
          const times: number[] = [];
          for (let index = 0; index < ROUNDS; index += 1)
            times.push(await round(fault, engine, { grounds, machines, namespaces }));
          report.push({ engine, fault: fault.title, times });
          say(
            `healing\t${engine}\t${fault.title}\t${times.map((time) => Math.round(time)).join(' ')}\tnew links ${relinked.slice(-ROUNDS).join(' ')}`,
          );
          if (engine === 'direct') expect(Math.max(...times)).toBeLessThanOrEqual(WORST);
        });
      }
    }
  });
}

function sayAll(): void {
  for (const engine of ENGINES) {
    const times = report
      .filter((entry) => entry.engine === engine)
      .flatMap((entry) => entry.times)
      .toSorted((a, b) => a - b);
    if (times.length === 0) continue;
    const median = times[Math.floor(times.length / 2)] ?? Number.NaN;
    const healed = times.filter((time) => time < GIVE_UP).length;
    say(
      `healing\t${engine}\tall\thealed ${healed} of ${times.length}, median ${Math.round(median)} ms, worst ${Math.round(times.at(-1) ?? Number.NaN)} ms`,
    );
  }
}
