/** Alice on two devices, and Bob, who promises her something. */
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';
import { linkDevice } from './linkedDevice.ts';
import { type Person, type World, must, two } from './world.ts';

export const PROMISE: NewUnit = {
  code: 'LEAF',
  name: 'Leaf',
  decimals: 2,
  kind: 'iou',
  redeem: 'I owe you this much.',
  transferable: true,
  feeless: true,
};

export interface Twins {
  readonly world: World;
  readonly alice: Person;
  readonly laptop: Person;
  readonly bob: Person;
  /** Bob's promise. */
  readonly unit: UnitId;
}

/** Until everything is told that can be. */
export const talk = (world: World) => world.pass(25_000);

/** Bob promised Alice 12.00 before she linked a laptop. */
export async function twins(): Promise<Twins> {
  const { world, alice, bob } = await two();
  const { unit } = must(await bob.workspace.wallet.createUnit(PROMISE, []));
  await promise(bob, alice, { unit, amount: 1200n });
  await world.pass(3000);
  const laptop = await linkDevice(alice, 104_729);
  await talk(world);
  return { world, alice, laptop, bob, unit };
}

export async function promise(
  from: Person,
  to: Person,
  { unit, amount }: { readonly unit: UnitId; readonly amount: bigint },
): Promise<void> {
  must(await from.workspace.wallet.promiseUnits({ to: await to.account(), unit, amount }));
}

/** What somebody has of a unit. */
export async function balance(person: Person, unit: UnitId): Promise<bigint> {
  const rows = await person.read(person.workspace.wallet.holdings());
  return rows.find((each) => each.unit.id === unit)?.balance ?? 0n;
}

/** Ids of every record a device has, in order. */
export async function records(person: Person): Promise<readonly string[]> {
  const { proofs } = person.disk.tables(await person.account()).wallet;
  return [...proofs.values()].flatMap(({ kind, id }) => (kind === 'record' ? [id] : [])).toSorted();
}

/** What became of a payment, by the view of who has it. */
export async function word(person: Person, id: RecordId) {
  const all = await person.read(person.workspace.wallet.activity());
  return all.find((each) => each.id === id)?.situation.word;
}

/** Each of these hears nobody any more until {@link heal}. */
export async function apart(world: World, ...people: readonly Person[]): Promise<void> {
  world.network.partition(...people.map(({ transport }) => (transport === null ? [] : [transport])));
  await world.pass(20_000);
}

/** Everybody hears everybody again. */
export async function heal(world: World): Promise<void> {
  world.network.heal();
  await world.pass(60_000);
}
