/** Random histories of the wallet, and what must hold after each. */
import { ACCIDENTS } from './accidents.ts';
import { BOOKKEEPING, cloneClerk, lie } from './bookkeeping.ts';
import { checkAll, isSettled } from './checks.ts';
import { PAYMENTS } from './payments.ts';
import { QUIET } from './post.ts';
import { SimulatedWorld } from './world.ts';

/** Who is honest: all, all but a clerk that says two things, or all but someone who runs a clerk's disk twice. */
export type Kind = 'honest' | 'liar' | 'clone';
const KINDS: readonly Kind[] = ['honest', 'honest', 'honest', 'liar', 'clone'];
const PAUSES = [0, 1000, 3000, 8000, 20_000, 90_000, 1_200_000];
/** All is well again; how long it may then take until everyone has everything, virtual ms. */
const PATIENCE = 3_000_000;
const STEP = 100_000;
const ACTS = [...PAYMENTS, ...ACCIDENTS, ...BOOKKEEPING];
const WEIGHT = ACTS.reduce((sum, [weight]) => sum + weight, 0);

/** What one history did. */
export interface Outcome {
  readonly kind: Kind;
  readonly violations: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  readonly records: number;
  /** The same for the same seed. */
  readonly fingerprint: string;
}

/** Lives one history to its quiet end and checks it. */
export async function liveHistory(seed: number): Promise<Outcome> {
  const world = await SimulatedWorld.begin(seed);
  const kind = KINDS[seed % KINDS.length] ?? 'honest';
  const length = 60 + world.random.integer(80);
  await world.pass(10_000);
  for (let step = 0; step < length; step += 1) {
    if (step > length / 3) await misdeed(world, kind);
    await actOf(world)(world);
    await world.pass(PAUSES[world.random.integer(PAUSES.length)] ?? 0);
  }
  await heal(world);
  await checkAll(world);
  if (world.post.damaged > 0) world.count('damaged on the way', world.post.damaged);
  const [first] = world.devices.filter(({ ledger }) => ledger !== null);
  const fingerprint = `${[...(first?.disk.keys() ?? [])].toSorted().join('')}${world.post.now}`;
  const { violations, counts } = world;
  return { kind, violations, counts, records: first?.disk.size ?? 0, fingerprint };
}

/** What is not honest in a history happens once, when it can. */
async function misdeed(world: SimulatedWorld, kind: Kind): Promise<void> {
  if (world.hasLiar || kind === 'honest') return;
  if (kind === 'liar') await lie(world);
  else cloneClerk(world);
}

/** Everything is put right, and time goes by until all is equal and nothing is open that could end. */
async function heal(world: SimulatedWorld): Promise<void> {
  world.post.noise = QUIET;
  world.post.apart.clear();
  for (const device of world.devices) {
    device.calm();
    device.open();
  }
  // Holds end by the clock.
  await world.pass(STEP);
  world.post.now += 26 * 3_600_000;
  for (let time = 0; time < PATIENCE; time += STEP) {
    await world.pass(STEP);
    if (isSettled(world)) break;
  }
  if (!isSettled(world)) world.wrong('not everyone has everything');
}

function actOf(world: SimulatedWorld) {
  let left = world.random.integer(WEIGHT);
  for (const [weight, , act] of ACTS) {
    left -= weight;
    if (left < 0) return act;
  }
  throw new Error('the weights add up');
}
