/** What people do with money, each by what their device knows. */
import { endOf } from '@domain/wallet/drafts/packets.ts';
import { availableOf, payMandate, payRequest, refundOf } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import { seedHashOf } from '@domain/wallet/packetShares.ts';
import { duePeriods } from '@domain/wallet/readings/mandates.ts';
import type { BodyOf, RecordType, VerifiedOf } from '@domain/wallet/record.ts';
import { keyNamed } from '../../../unit/renderer/domain/wallet/support/people.ts';
import { HOUR, type TestUnit } from '../../../unit/renderer/domain/wallet/support/records.ts';
import type { SimulatedDevice } from './simulatedDevice.ts';
import { seedOfPacket } from './work.ts';
import type { SimulatedWorld } from './world.ts';

/** What someone does. */
export type Act = (world: SimulatedWorld) => Promise<unknown> | undefined;

/** One of these, or none. */
export function pick<T>(world: SimulatedWorld, from: readonly T[]): T | undefined {
  return from[world.random.integer(Math.max(from.length, 1))];
}

/** Devices of people who pay, that are up. */
function up(world: SimulatedWorld, account?: string): readonly SimulatedDevice[] {
  return world.devices.filter(
    ({ ledger, name, account: own }) =>
      ledger !== null && !name.startsWith('Wim') && (account === undefined || own === account),
  );
}

function say<Type extends RecordType>(world: SimulatedWorld, device: SimulatedDevice, type: Type, body: BodyOf<Type>) {
  return device.make({ type, nonce: world.random.bytes(16), body });
}

const unitOf = (world: SimulatedWorld): TestUnit | undefined => pick(world, world.units);

/** A record of a type a device knows of; recent ones rather. */
function known<Type extends RecordType>(
  world: SimulatedWorld,
  device: SimulatedDevice,
  type: Type,
  fits: (record: VerifiedOf<Type>) => boolean = () => true,
): VerifiedOf<Type> | undefined {
  const ids: RecordId[] = [...device.disk.values()].flatMap((record) => (record.type === type ? [record.id] : []));
  const found = ids.flatMap((id) => device.ledger?.find(type, id) ?? []).filter(fits);
  return pick(world, found.slice(-6));
}

/** Does it as any device that is up. */
const byAnyone = (act: (world: SimulatedWorld, device: SimulatedDevice) => Promise<unknown> | undefined): Act => {
  return (world) => {
    const device = pick(world, up(world));
    return device === undefined ? undefined : world.as(device, async () => void (await act(world, device)));
  };
};

/** Does it as every device of an account that is up, each by what it knows. */
async function byAll(world: SimulatedWorld, account: string, act: (device: SimulatedDevice) => Promise<unknown>) {
  for (const device of up(world, account)) await world.as(device, async () => void (await act(device)));
}

function order(world: SimulatedWorld, device: SimulatedDevice, unit: TestUnit): BodyOf<'transfer'> | null {
  const [from, to] = [holderOf(device.account), world.holder(world.random.integer(4))];
  if (from === to) return null;
  const { ledger, post, random } = { ledger: device.ledger, post: world.post, random: world.random };
  const free = ledger === null ? 0n : availableOf(ledger, unit.id, from);
  // Some devices are careless: what is not there is for the clerk to refuse.
  const isCareful = random.chance(0.7);
  const most = isCareful && free < 40n ? Number(free) : 40;
  if (most < 1) return null;
  const until = post.now + (random.chance(0.5) ? HOUR : 60_000 + random.integer(120_000));
  const amount = BigInt(1 + random.integer(most));
  return { unit: unit.id, from, to, amount, until, mode: random.chance(0.3) ? 'hold' : 'now' };
}

const pay = byAnyone((world, device) => {
  const unit = unitOf(world);
  const body = unit === undefined ? null : order(world, device, unit);
  return body === null ? undefined : say(world, device, 'transfer', body);
});

const mint: Act = (world) => {
  const unit = unitOf(world);
  const device = unit === undefined ? undefined : world.device(`${unit.issuer.name}/2`);
  const to = world.holder(world.random.integer(4));
  if (unit === undefined || device?.ledger === null || device === undefined) return undefined;
  if (accountOfHolder(to) === device.account) return undefined;
  const amount = BigInt(10 + world.random.integer(60));
  return world.as(device, async () => void (await say(world, device, 'mint', { unit: unit.id, to, amount })));
};

const ask = byAnyone((world, device) => {
  const { post, random } = world;
  const until = post.now + HOUR;
  const units = world.units.map(({ id }) => id);
  const amount = BigInt(1 + random.integer(30));
  const body = { payee: holderOf(device.account), units, decimals: 2, amount, memo: '', until, single: true };
  return say(world, device, 'request', body);
});

/** All devices of one person pay one request at once. */
const payAsked: Act = async (world) => {
  const someone = pick(world, up(world));
  const unit = unitOf(world);
  if (someone === undefined || unit === undefined) return;
  const from = holderOf(someone.account);
  const request = known(world, someone, 'request', ({ body }) => body.payee !== from);
  if (request === undefined) return;
  await byAll(world, someone.account, async (device) => {
    const asked = device.ledger?.find('request', request.id);
    const draft = asked === undefined ? null : payRequest(asked, { from, unit: unit.id });
    if (draft?.ok === true) await device.make(draft.value);
  });
};

const allow = byAnyone((world, device) => {
  const payee = world.holder(world.random.integer(4));
  const unit = unitOf(world);
  if (unit === undefined || payee === holderOf(device.account)) return undefined;
  return say(world, device, 'mandate', {
    payer: holderOf(device.account),
    payee,
    unit: unit.id,
    perPayment: 8n,
    perPeriod: 12n,
    period: 'day',
    perPeriodCount: 3,
    start: world.post.now,
    scope: { kind: 'shop', id: 'x' },
  });
});

/** All devices of one person pay a mandate by what each knows, in places and sums they did not agree on. */
const payAllowed: Act = async (world) => {
  const someone = pick(world, up(world));
  if (someone === undefined) return;
  const mandate = known(world, someone, 'mandate', ({ body }) => accountOfHolder(body.payer) === someone.account);
  if (mandate === undefined) return;
  await byAll(world, someone.account, async (device) => {
    const seen = device.ledger?.find('mandate', mandate.id);
    if (device.ledger === null || seen === undefined) return;
    const period = duePeriods(device.ledger, seen, world.post.now)[0]?.period ?? 0;
    const index = world.random.integer(3);
    await device.make(payMandate(seen, { period, index, amount: BigInt(3 + world.random.integer(6)) }));
  });
};

/** The payee gives back half, on all its devices: one deed. */
const refund: Act = async (world) => {
  const someone = pick(world, up(world));
  if (someone === undefined) return;
  const isMine = (transfer: VerifiedOf<'transfer'>) =>
    accountOfHolder(transfer.body.to) === someone.account &&
    transfer.body.amount > 1n &&
    someone.ledger?.unit(transfer.body.unit)?.transfer(transfer.id)?.status === 'cleared';
  const transfer = known(world, someone, 'transfer', isMine);
  if (transfer === undefined) return;
  await byAll(world, someone.account, async (device) => {
    if (device.ledger?.find('transfer', transfer.id) === undefined) return;
    const act = { amount: transfer.body.amount / 2n, serial: 0 };
    const draft = refundOf(device.ledger, transfer, act);
    if (!draft.ok) return;
    await (draft.value.type === 'mint' ? device.make(draft.value) : device.make(draft.value));
  });
};

const cancel = byAnyone((world, device) => {
  const transfer = known(world, device, 'transfer', ({ body }) => accountOfHolder(body.from) === device.account);
  return transfer === undefined ? undefined : say(world, device, 'cancel', { ref: transfer.id });
});

const overdraft: Act = (world) => {
  const unit = unitOf(world);
  const device = unit === undefined ? undefined : world.device(`${unit.issuer.name}/2`);
  const holder = world.holder(world.random.integer(4));
  if (unit === undefined || device === undefined || device.ledger === null) return undefined;
  if (accountOfHolder(holder) === device.account) return undefined;
  // Only ever more: what was taken within an old limit is not taken back by a new one.
  const serial = world.post.now;
  const max = BigInt(Math.floor(world.post.now / 1000) - 1_767_000_000) / 10_000n;
  const body = { unit: unit.id, holder, max, serial };
  return world.as(device, async () => void (await say(world, device, 'overdraft', body)));
};

const packet: Act = (world) => {
  const [unit] = world.units;
  const dealer = world.device('Ana/2');
  if (unit === undefined || dealer.ledger === null) return undefined;
  const members = [1, 2, 3].map((number) => accountOfHolder(world.holder(number)));
  const until = world.post.now + HOUR + world.packets.length;
  const mode = world.random.chance(0.5) ? ('lucky' as const) : ('equal' as const);
  const total = BigInt(3 + world.random.integer(30));
  const seedHash = seedHashOf(keyNamed(`seed ${until}`));
  const body = { unit: unit.id, from: holderOf(dealer.account), dealer: dealer.key, members, total, n: 2, mode };
  return world.as(dealer, async () => {
    world.packets.push(await say(world, dealer, 'packet', { ...body, seedHash, until }));
  });
};

const claim = byAnyone((world, device) => {
  const thrown = known(world, device, 'packet', ({ body }) => body.members.includes(device.account));
  return thrown === undefined ? undefined : say(world, device, 'claim', { packet: thrown.id, who: device.account });
});

/** Ends a packet whose day is over; only its dealer, and once. */
const endPacket: Act = (world) => {
  const thrown = pick(world, world.packets);
  const dealer = world.device('Ana/2');
  const { ledger } = dealer;
  if (thrown === undefined || ledger === null || world.post.now <= thrown.body.until) return undefined;
  if (ledger.about(thrown.id, 'packet-end').length > 0) return undefined;
  return world.as(dealer, async () => void (await dealer.make(endOf(ledger, thrown, seedOfPacket(thrown)))));
};

/** How often what comes. */
export const PAYMENTS: readonly (readonly [number, string, Act])[] = [
  [40, 'pay', pay],
  [5, 'mint', mint],
  [4, 'ask', ask],
  [6, 'pay asked', payAsked],
  [2, 'allow', allow],
  [5, 'pay allowed', payAllowed],
  [3, 'refund', refund],
  [3, 'cancel', cancel],
  [1, 'overdraft', overdraft],
  [2, 'packet', packet],
  [5, 'claim', claim],
  [1, 'end packet', endPacket],
];
