/** One small story, told again with a crash at each step of each device: its end must be the same. */
import { describeLedger } from '@domain/wallet/describe.ts';
import { draftId } from '@domain/wallet/envelope.ts';
import { type HolderId, holderOf } from '@domain/wallet/ids.ts';
import type { Draft } from '@domain/wallet/record.ts';
import { HOUR, START } from '../../../unit/renderer/domain/wallet/support/records.ts';
import { isSettled } from './checks.ts';
import type { CrashPhase, SimulatedDevice } from './simulatedDevice.ts';
import { SimulatedWorld } from './world.ts';

/** Which device ends where. */
export interface Mishap {
  readonly device: string;
  /** Counted from 1, steps towards disk and post. */
  readonly step: number;
  readonly phase: CrashPhase;
}

/** How the story ends. */
export interface Ending {
  /** Balances, statuses and sums of all units. */
  readonly said: string;
  readonly faults: number;
  readonly steps: ReadonlyMap<string, number>;
}

const PAUSE = 20_000;
const MOST_PAUSES = 40;

/** Cleo pays Dan and Ana; whoever crashes is opened again, and does again what is not on its disk. */
export async function tellStory(mishap: Mishap | null, sendsFirst = false): Promise<Ending> {
  const world = await SimulatedWorld.begin(1);
  const [cleo, clerk] = [world.device('Cleo/1'), world.device('Ana/1')];
  clerk.sendsFirst = sendsFirst;
  await world.pass(PAUSE);
  if (mishap !== null) world.device(mishap.device).crashAfter(mishap.step, mishap.phase);
  const before = new Map(world.devices.map(({ name, steps }) => [name, steps]));
  const orders = [3, 0].map((to, place) => orderTo(world, world.holder(to), BigInt(10 + place)));
  for (let pause = 0; pause < MOST_PAUSES; pause += 1) {
    for (const device of world.devices) device.open();
    await orderMissing(world, cleo, orders);
    await world.pass(PAUSE);
    if (pause > 8 && isSettled(world) && cleo.ledger !== null) break;
  }
  const steps = new Map(world.devices.map(({ name, steps: all }) => [name, all - (before.get(name) ?? 0)]));
  return { ...endingOf(cleo), steps };
}

async function orderMissing(
  world: SimulatedWorld,
  payer: SimulatedDevice,
  orders: readonly Draft<'transfer'>[],
): Promise<void> {
  for (const order of orders) {
    const isThere = payer.ledger === null || payer.disk.has(draftId(order));
    if (!isThere) await world.as(payer, async () => void (await payer.make(order)));
  }
}

function endingOf({ ledger }: SimulatedDevice): Pick<Ending, 'said' | 'faults'> {
  if (ledger === null) throw new Error('the payer is down');
  const units = describeLedger(ledger).units.map(([id, { totals, balances, transfers }]) => [
    id,
    totals,
    balances,
    transfers,
  ]);
  const faults = [...ledger.units()].reduce((sum, unit) => sum + unit.faults().length, 0);
  return { said: JSON.stringify(units), faults };
}

function orderTo(world: SimulatedWorld, to: HolderId, amount: bigint): Draft<'transfer'> {
  const [unit] = world.units;
  const cleo = world.device('Cleo/1');
  if (unit === undefined) throw new Error('no unit');
  const body = { unit: unit.id, from: holderOf(cleo.account), to, amount, until: START + HOUR, mode: 'now' as const };
  // A nonce whose payee takes it.
  return { type: 'transfer', nonce: new Uint8Array(16).fill(Number(amount) % 10), body };
}
