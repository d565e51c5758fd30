/** What befalls devices and their links. */
import { sealRecord } from '@domain/wallet/envelope.ts';
import { deviceOf } from '../../../unit/renderer/domain/wallet/support/people.ts';
import { type Act, pick } from './payments.ts';
import { QUIET } from './post.ts';
import { SimulatedDevice } from './simulatedDevice.ts';
import type { SimulatedWorld } from './world.ts';

const anyDevice = (world: SimulatedWorld) =>
  pick(
    world,
    world.devices.filter(({ isGone }) => !isGone),
  );

const crash: Act = async (world) => {
  anyDevice(world)?.kill();
  world.count('crash');
  await Promise.resolve();
};

const crashLater: Act = async (world) => {
  const phase = world.random.chance(0.5) ? ('before' as const) : ('after' as const);
  anyDevice(world)?.crashAfter(1 + world.random.integer(12), phase);
  await Promise.resolve();
};

const open: Act = async (world) => {
  for (const device of world.devices) if (world.random.chance(0.8)) device.open();
  await Promise.resolve();
};

const part: Act = async (world) => {
  for (const { name } of world.devices) if (world.random.chance(0.4)) world.post.apart.add(name);
  world.count('parted');
  await Promise.resolve();
};

const makeNoise: Act = async (world) => {
  const { random } = world;
  const [loss, duplication] = [random.fraction() * 0.4, random.fraction() * 0.3];
  world.post.noise = { loss, duplication, delay: random.integer(15_000), damage: random.fraction() * 0.1 };
  await Promise.resolve();
};

const quiet: Act = async (world) => {
  world.post.noise = QUIET;
  world.post.apart.clear();
  await Promise.resolve();
};

/** A disk image runs beside its device, under one key. For who only holds it is a second device. */
const cloneHolder: Act = async (world) => {
  const device = pick(
    world,
    world.devices.filter(({ name, isGone }) => /^(Cleo|Dan)\/\d$/.test(name) && !isGone),
  );
  if (device === undefined || world.devices.some(({ name }) => name === `${device.name}'`)) return;
  const clone = new SimulatedDevice(world, device.signer, `${device.name}'`);
  clone.disk = new Map(device.disk);
  world.count('holder cloned');
  world.join(clone);
  await Promise.resolve();
};

/** A device is lost, and another begins with a new key and what some old backup has: no more than half of it. */
const restore: Act = async (world) => {
  const name = world.random.chance(0.5) ? 'Cleo' : 'Dan';
  const someone = world.people.find((each) => each.name === name);
  const spare = someone === undefined ? undefined : deviceOf(someone, someone.devices.length);
  const lost = world.devices.find((device) => device.name === `${name}/1`);
  if (spare === undefined || lost === undefined || lost.isGone) return;
  const backup = [...lost.disk].slice(0, Math.floor(lost.disk.size * world.random.fraction()));
  lost.kill();
  lost.isGone = true;
  const fresh = new SimulatedDevice(world, spare);
  fresh.disk = new Map(backup);
  world.count('restored from an old backup');
  world.join(fresh);
  await Promise.resolve();
};

const freeze: Act = async (world) => {
  const device = pick(
    world,
    world.devices.filter(({ name, ledger }) => /^(Cleo|Dan)/.test(name) && ledger !== null),
  );
  if (device === undefined) return;
  const body = { account: device.account, key: device.key };
  const nonce = world.random.bytes(16);
  await world.as(device, async () => {
    const frozen = await device.make({ type: 'freeze', nonce, body });
    const root = world.people.find(({ account }) => account === device.account)?.root;
    if (root === undefined || world.random.chance(0.3)) return;
    const ends = { account: device.account, ends: [frozen.id] };
    device.store(await sealRecord({ type: 'thaw', nonce, body: ends }, root));
  });
};

/** What honest histories meet. */
export const ACCIDENTS: readonly (readonly [number, string, Act])[] = [
  [2, 'crash', crash],
  [5, 'crash later', crashLater],
  [14, 'open', open],
  [3, 'part', part],
  [5, 'noise', makeNoise],
  [7, 'quiet', quiet],
  [1, 'clone a holder', cloneHolder],
  [1, 'restore', restore],
  [1, 'freeze', freeze],
];
