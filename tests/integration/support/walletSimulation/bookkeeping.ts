/** Who keeps the books: handed over, taken over, cut off, doubled, and lying. */
import { draftEntry } from '@domain/wallet/clerk/entries.ts';
import { deskOf } from '@domain/wallet/clerk/judge.ts';
import { draftNextBook } from '@domain/wallet/clerk/takeover.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { type HolderId, holderOf } from '@domain/wallet/ids.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import { type Person, type QuickDevice, deviceOf } from '../../../unit/renderer/domain/wallet/support/people.ts';
import { HOUR, type TestUnit } from '../../../unit/renderer/domain/wallet/support/records.ts';
import { type Act, pick } from './payments.ts';
import { SimulatedDevice } from './simulatedDevice.ts';
import type { SimulatedWorld } from './world.ts';

/** The newest book anyone has: two who take over at once would be two books, which is another matter. */
function clerkOf(world: SimulatedWorld, unit: TestUnit): { readonly epoch: number; readonly clerk: string } {
  let newest = { epoch: 0, clerk: '' };
  for (const { disk } of world.devices) {
    for (const record of disk.values()) {
      if (record.type !== 'book' || record.body.unit !== unit.id || record.body.epoch <= newest.epoch) continue;
      newest = { epoch: record.body.epoch, clerk: record.body.clerk };
    }
  }
  return newest;
}

/** A device of the issuer that may be the next clerk: neither the witness nor the clerk, nor gone. */
function successorOf(world: SimulatedWorld, unit: TestUnit, clerk: string): QuickDevice | undefined {
  const gone = new Set(
    world.devices.filter(({ isGone, key }) => isGone || world.cutOff.has(key)).map(({ key }) => key),
  );
  return pick(
    world,
    unit.issuer.devices.filter(({ key }, place) => place !== 1 && key !== clerk && !gone.has(key)),
  );
}

function makePresent(world: SimulatedWorld, signer: QuickDevice): void {
  if (!world.devices.some(({ name }) => name === signer.name)) world.join(new SimulatedDevice(world, signer));
}

/** The device of these that is up and knows of the newest book, with what it knows. */
function knowing(world: SimulatedWorld, unit: TestUnit, keys: readonly string[]) {
  const { epoch } = clerkOf(world, unit);
  for (const device of world.devices) {
    const { ledger, key } = device;
    const isNewest = ledger?.unit(unit.id)?.currentBook()?.body.epoch === epoch;
    if (ledger !== null && keys.includes(key) && isNewest) return { device, ledger };
  }
  return null;
}

/** The clerk hands over, whatever its witness has acknowledged so far. */
const handOver: Act = async (world) => {
  const unit = pick(world, world.units);
  if (unit === undefined) return;
  const { clerk } = clerkOf(world, unit);
  const old = knowing(world, unit, [clerk]);
  const next = successorOf(world, unit, clerk);
  if (old === null || next === undefined) return;
  if (!deskOf(old.ledger, { unit: unit.id, device: old.device.key }).ok) return;
  const draft = draftNextBook(old.ledger, unit.id, { clerk: next.key, witnesses: unit.book.body.witnesses });
  if (!draft.ok) return;
  makePresent(world, next);
  world.count('handed over');
  await world.as(old.device, async () => void (await old.device.make(draft.value)));
};

/** The clerk is lost, or stolen and goes on: the root lets another begin from the witness's copy and cuts off what comes behind that. */
function takeOver(isStolen: boolean): Act {
  return async (world) => {
    const unit = pick(world, world.units);
    if (unit === undefined) return;
    const { clerk } = clerkOf(world, unit);
    const old = world.devices.find(({ key, isGone }) => key === clerk && !isGone);
    const witness = knowing(world, unit, unit.book.body.witnesses);
    const next = successorOf(world, unit, clerk);
    if (old === undefined || witness === null || next === undefined) return;
    const successor = { clerk: next.key, witnesses: unit.book.body.witnesses };
    const draft = draftNextBook(witness.ledger, unit.id, successor);
    if (!draft.ok || draft.value.body.from === undefined) return;
    makePresent(world, next);
    // Without the cut an entry that was on its way would count, and be final for nobody (WAL-121).
    const cut = await cutOff(world, unit, { key: old.key, ...draft.value.body.from });
    const signed: VerifiedRecord[] = [await sealRecord(draft.value, unit.issuer.root), cut];
    if (!isStolen) lose(old);
    world.count(isStolen ? 'taken over from a thief' : 'taken over');
    await world.as(witness.device, () => witness.device.store(...signed));
  };
}

function lose(device: SimulatedDevice): void {
  device.kill();
  device.isGone = true;
}

/** WAL-102. */
function cutOff(
  world: SimulatedWorld,
  { id, issuer }: TestUnit,
  { key, epoch, seq }: { readonly key: QuickDevice['key']; readonly epoch: number; readonly seq: number },
): Promise<VerifiedRecord> {
  world.cutOff.add(key);
  const body = { account: issuer.account, key, cut: { unit: id, epoch, seq } };
  return sealRecord({ type: 'freeze', nonce: world.random.bytes(16), body }, issuer.root);
}

/** How often the books change hands. */
export const BOOKKEEPING: readonly (readonly [number, string, Act])[] = [
  [2, 'hand over', handOver],
  [1, 'take over', takeOver(false)],
  [1, 'cut off', takeOver(true)],
];

/** A clerk clears all of someone's money twice in one place of its log, tells half of the others each, and is gone. */
export async function lie(world: SimulatedWorld): Promise<void> {
  const [unit] = world.units;
  const clerk = world.device('Ana/1');
  const victim = world.people.find(({ name }) => name === 'Cleo');
  const { ledger } = clerk;
  if (unit === undefined || victim === undefined || ledger === null) return;
  const desk = deskOf(ledger, { unit: unit.id, device: clerk.key });
  const from = holderOf(victim.account);
  const amount = desk.ok ? desk.value.unit.balanceOf(from) : 0n;
  if (!desk.ok || amount < 1n) return;
  world.hasLiar = true;
  for (const [place, number] of [1, 3].entries()) {
    const transfer = await orderAll(world, victim, { unit, to: world.holder(number), amount });
    const verdict = { op: 'clear' as const, ref: transfer.id };
    const entry: VerifiedRecord = await sealRecord(draftEntry(desk.value, verdict, world.post.now), clerk.signer);
    const told = world.devices.filter((device, which) => which % 2 === place && device !== clerk);
    for (const device of told) {
      if (device.ledger !== null) await world.as(device, () => device.store(transfer, entry));
    }
  }
  lose(clerk);
  world.count('clerk lied');
}

function orderAll(
  world: SimulatedWorld,
  payer: Person,
  { unit, to, amount }: { readonly unit: TestUnit; readonly to: HolderId; readonly amount: bigint },
): Promise<VerifiedRecord> {
  const until = world.post.now + HOUR;
  const body = { unit: unit.id, from: holderOf(payer.account), to, amount, until, mode: 'now' as const };
  return sealRecord({ type: 'transfer', nonce: world.random.bytes(16), body }, deviceOf(payer));
}

/** The clerk's disk runs twice. */
export function cloneClerk(world: SimulatedWorld): void {
  const clerk = world.device('Ana/1');
  const isClerk = world.units.some(({ id }) => clerk.ledger?.unit(id)?.currentBook()?.body.clerk === clerk.key);
  if (clerk.isGone || !isClerk) return;
  const clone = new SimulatedDevice(world, clerk.signer, "Ana/1'");
  clone.disk = new Map(clerk.disk);
  world.hasLiar = true;
  world.count('clerk cloned');
  // Each goes on by itself for a while.
  world.post.apart.add(clone.name);
  world.join(clone);
}
