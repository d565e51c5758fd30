/** What can happen in a history. */
import { endOf, nextDeal, payoutOf, sharesForEveryone } from '@domain/wallet/drafts/packets.ts';
import { depositOf, payMandate, payRequest, refundOf } from '@domain/wallet/drafts/payments.ts';
import { accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import { seedHashOf } from '@domain/wallet/packetShares.ts';
import { lineOf } from '@domain/wallet/readings/lineOf.ts';
import { duePeriods } from '@domain/wallet/readings/mandates.ts';
import type { BodyOf, VerifiedOf } from '@domain/wallet/record.ts';
import { type Person, deviceOf, keyNamed } from './people.ts';
import { DAY, HOUR } from './records.ts';
import type { World } from './world.ts';

/** How often each kind of step comes. */
export const WEIGHTS = {
  mint: 3,
  pay: 14,
  deposit: 14,
  decline: 4,
  cancel: 1,
  take: 10,
  work: 14,
  later: 2,
  muchLater: 1,
  ask: 2,
  payAsked: 4,
  receive: 1,
  step: 1,
  refund: 4,
  mandate: 2,
  payMandate: 5,
  revoke: 1,
  pot: 3,
  payPot: 8,
  overdraft: 2,
  protect: 4,
  letGo: 2,
  dispute: 2,
  rule: 2,
  net: 2,
  signNet: 4,
  settle: 1,
  redeem: 3,
  agree: 1,
  packet: 2,
  claim: 6,
  deal: 5,
  endPacket: 2,
  freeze: 1,
  thaw: 1,
  moveOn: 1,
  loseClerk: 1,
  tell: 1,
} as const;
/** See {@link WEIGHTS}. */
export type CommandKind = keyof typeof WEIGHTS;

/** One step of a history; what its numbers mean is up to its kind. */
export interface Command {
  readonly kind: CommandKind;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

type Step = (world: World, command: Command) => Promise<unknown> | undefined;

const amountOf = (number: number, most = 60) => BigInt((number % most) + 1);
const owner = (world: World, account: Person['account']) => world.people.find((each) => each.account === account);

function ownerOf(world: World, transfer: VerifiedOf<'transfer'>, side: 'from' | 'to'): Person | undefined {
  return owner(world, accountOfHolder(transfer.body[side]));
}

function payment(world: World, { a, b, c }: Command): BodyOf<'transfer'> {
  const to = a % 4 === b % 4 ? a + 1 : b;
  return {
    unit: world.unit(c).id,
    from: world.holder(a),
    to: world.holder(to),
    amount: amountOf(b * 7 + c),
    until: world.now + ((c % 5) + 1) * 5 * HOUR,
    mode: c % 3 === 0 ? 'hold' : 'now',
  };
}

const money: Partial<Record<CommandKind, Step>> = {
  mint: (world, { a, b, c }) => {
    const unit = world.unit(c);
    const to = owner(world, unit.issuer.account) === world.person(a) ? a + 1 : a;
    const lapse = unit.unit.body.expiresDays === undefined ? {} : { expires: world.now + 2 * DAY };
    const body = { unit: unit.id, to: world.holder(to), amount: amountOf(b * 3, 200) + 50n, ...lapse };
    return world.say('mint', body, deviceOf(unit.issuer, (b % 2) + 1));
  },
  pay: (world, command) => world.say('transfer', payment(world, command), world.device(command.a, (command.b % 2) + 1)),
  deposit: (world, { a, b }) => {
    const transfer = world.pick('transfer', a, (each) => lineOf(world.all, each.id)?.line.status !== 'refused');
    const payee = transfer === undefined ? undefined : ownerOf(world, transfer, 'to');
    if (transfer === undefined || payee === undefined) return undefined;
    return world.sayEach(depositOf(transfer.id), ...payee.devices.slice(0, (b % 2) + 1));
  },
  decline: (world, { a }) => {
    const transfer = world.pick('transfer', a);
    const payee = transfer === undefined ? undefined : ownerOf(world, transfer, 'to');
    if (transfer === undefined || payee === undefined) return undefined;
    return world.say('decline', { ref: transfer.id }, deviceOf(payee));
  },
  cancel: (world, { a }) => {
    const transfer = world.pick('transfer', a);
    const payer = transfer === undefined ? undefined : ownerOf(world, transfer, 'from');
    if (transfer === undefined || payer === undefined) return undefined;
    return world.say('cancel', { ref: transfer.id }, deviceOf(payer));
  },
  overdraft: (world, { a, c }) => {
    const unit = world.unit(c);
    const to = owner(world, unit.issuer.account) === world.person(a) ? a + 1 : a;
    // Only ever more: what was taken within an old limit is not taken back by a new one.
    const serial = world.pool.length;
    return world.say(
      'overdraft',
      { unit: unit.id, holder: world.holder(to), max: BigInt(serial), serial },
      deviceOf(unit.issuer),
    );
  },
  pot: (world, { a, b }) => {
    const who = world.person(a);
    const rule = {
      ...(b % 2 === 0 ? { perDay: amountOf(b, 90) } : {}),
      ...(b % 3 === 0 ? { devices: [deviceOf(who, 2).key] } : {}),
      ...(b % 5 === 0 ? { notBefore: world.now + 3 * HOUR } : {}),
      ...(b % 7 === 0 ? { to: [world.person(a + 1).account] } : {}),
    };
    return world.say('pot', { account: who.account, name: 'Pot', rule }, deviceOf(who));
  },
  payPot: (world, { a, b, c }) => {
    const pot = world.pick('pot', a);
    if (pot === undefined) return undefined;
    const who = owner(world, pot.body.account);
    if (who === undefined) return undefined;
    const [mine, inPot] = [holderOf(who.account), holderOf(who.account, pot.id)];
    const out = c % 2 === 0 ? { from: inPot, to: world.holder(b) } : { from: mine, to: inPot };
    if (out.from === out.to) return undefined;
    const body = { unit: world.unit(c).id, ...out, amount: amountOf(b), until: world.now + DAY, mode: 'now' as const };
    return world.say('transfer', body, deviceOf(who, (b % 2) + 1));
  },
  protect: (world, command) => {
    const body = payment(world, command);
    const by = command.b % 2 === 0 ? ('payer' as const) : world.person(command.c).account;
    const onTimeout = command.a % 2 === 0 ? ('pay' as const) : ('return' as const);
    const release = { by, autoAfter: world.now + ((command.c % 4) + 1) * 6 * HOUR, onTimeout };
    return world.say('transfer', { ...body, mode: 'hold', release }, world.device(command.a));
  },
  letGo: (world, { a }) => {
    const transfer = protectedTransfer(world, a);
    const by = transfer?.body.release?.by;
    if (transfer === undefined || by === undefined) return undefined;
    const who = by === 'payer' ? ownerOf(world, transfer, 'from') : owner(world, by);
    return who === undefined ? undefined : world.say('release', { ref: transfer.id }, deviceOf(who));
  },
  dispute: (world, { a, b }) => {
    const transfer = protectedTransfer(world, a);
    const who = transfer === undefined ? undefined : ownerOf(world, transfer, b % 2 === 0 ? 'from' : 'to');
    if (transfer === undefined || who === undefined) return undefined;
    return world.say('dispute', { ref: transfer.id, text: 'No.', evidence: [] }, deviceOf(who));
  },
  rule: (world, { a, b }) => {
    const dispute = world.pick('dispute', a);
    const by = dispute === undefined ? undefined : world.all.find('transfer', dispute.body.ref)?.body.release?.by;
    const who = by === undefined || by === 'payer' ? undefined : owner(world, by);
    if (dispute === undefined || who === undefined) return undefined;
    return world.say('ruling', { ref: dispute.id, verdict: b % 2 === 0 ? 'pay' : 'return' }, deviceOf(who));
  },
};

function protectedTransfer(world: World, number: number): VerifiedOf<'transfer'> | undefined {
  return world.pick('transfer', number, ({ body }) => body.release !== undefined);
}

const trade: Partial<Record<CommandKind, Step>> = {
  ask: (world, { a, b, c }) =>
    world.say(
      'request',
      {
        payee: world.holder(a),
        units: [world.unit(0).id, world.unit(1).id],
        decimals: 2,
        ...(b % 4 === 0 ? {} : { amount: amountOf(b) }),
        memo: '',
        until: world.now + DAY,
        single: c % 3 !== 0,
      },
      world.device(a),
    ),
  payAsked: async (world, { a, b, c }) => {
    const request = world.pick('request', a);
    if (request === undefined || world.holder(b) === request.body.payee) return;
    const draft = payRequest(request, { from: world.holder(b), unit: world.unit(c % 2).id, amount: amountOf(c) });
    if (draft.ok) await world.sayEach(draft.value, world.device(b, 1), world.device(b, 2));
  },
  receive: (world, { a, b }) => {
    const request = world.pick('request', a);
    const transfer = request === undefined ? undefined : world.all.about(request.id, 'transfer')[0];
    const payee = request === undefined ? undefined : owner(world, accountOfHolder(request.body.payee));
    if (request === undefined || transfer === undefined || payee === undefined) return undefined;
    return world.say('receipt', { req: request.id, refs: [transfer.id], serial: b, at: world.now }, deviceOf(payee));
  },
  step: (world, { a, b, c }) => {
    const request = world.pick('request', a);
    const states = ['ready', 'shipped', 'handed', 'received', 'cancelled'] as const;
    if (request === undefined) return undefined;
    return world.say('step', { req: request.id, state: states[b % 5] ?? 'ready' }, world.device(c));
  },
  refund: async (world, { a, b, c }) => {
    const transfer = world.pick('transfer', a, (each) => lineOf(world.all, each.id)?.line.status === 'cleared');
    const payee = transfer === undefined ? undefined : ownerOf(world, transfer, 'to');
    if (transfer === undefined || payee === undefined) return;
    // One act by two devices, of which one may know less.
    const ledger = b % 3 === 0 ? world.office(c).ledger : world.all;
    const draft = refundOf(ledger, transfer, { amount: amountOf(b), serial: c % 3 });
    if (!draft.ok) return;
    if (draft.value.type === 'mint') await world.sayEach(draft.value, ...payee.devices);
    else await world.sayEach(draft.value, ...payee.devices);
  },
  mandate: (world, { a, b, c }) => {
    const payee = a % 4 === b % 4 ? b + 1 : b;
    return world.say(
      'mandate',
      {
        payer: world.holder(a),
        payee: world.holder(payee),
        unit: world.unit(c % 2).id,
        perPayment: 20n,
        perPeriod: 30n,
        period: 'day',
        perPeriodCount: 3,
        count: 5,
        start: world.now,
        scope: { kind: 'shop', id: 'x' },
      },
      world.device(a),
    );
  },
  payMandate: async (world, { a, b, c }) => {
    const mandate = world.pick('mandate', a);
    const payer = mandate === undefined ? undefined : owner(world, accountOfHolder(mandate.body.payer));
    if (mandate === undefined || payer === undefined) return;
    // Two devices that know nothing of each other, and want different sums in the same place.
    const period = duePeriods(world.all, mandate, world.now)[0]?.period ?? b % 2;
    const one = payMandate(mandate, { period, index: b % 3, amount: amountOf(b, 20) });
    const other = payMandate(mandate, { period, index: c % 3, amount: amountOf(c, 20) });
    await world.sayEach(one, deviceOf(payer, 1));
    await world.sayEach(other, deviceOf(payer, 2));
  },
  revoke: (world, { a, b }) => {
    const mandate = world.pick('mandate', a);
    const payer = mandate === undefined ? undefined : owner(world, accountOfHolder(mandate.body.payer));
    if (mandate === undefined || payer === undefined || b % 3 !== 0) return undefined;
    return world.say('revoke', { mandate: mandate.id }, deviceOf(payer));
  },
  net: async (world, { b, c }) => {
    const [ana, ben] = [world.holder(0), world.holder(1)];
    const half = { amount: amountOf(b), until: world.now + HOUR, mode: 'hold' as const, why: 'net' as const };
    const first = await world.say('transfer', { ...half, unit: world.unit(1).id, from: ana, to: ben }, world.device(0));
    const second = await world.say(
      'transfer',
      { ...half, unit: world.unit(0).id, from: ben, to: ana, amount: amountOf(c) },
      world.device(1),
    );
    await world.say('net', { transfers: [first.id, second.id], note: '' }, world.device(b % 2));
  },
  signNet: async (world, { a, b }) => {
    const net = world.pick('net', a);
    if (net !== undefined) await world.sayEach(net, world.device(b % 2));
  },
  settle: (world, { a, b, c }) => {
    const unit = world.unit(c);
    const creditor = unit.issuer === world.person(a) ? a + 1 : a;
    return world.say(
      'settle',
      {
        debtor: unit.issuer.account,
        creditor: world.person(creditor).account,
        unit: unit.id,
        amount: amountOf(b),
        rail: 'sepa',
        railAmount: '1.00',
        railCurrency: 'EUR',
        ref: '',
      },
      deviceOf(unit.issuer),
    );
  },
  redeem: (world, { a }) => {
    const settle = world.pick('settle', a);
    const creditor = settle === undefined ? undefined : owner(world, settle.body.creditor);
    if (settle === undefined || creditor === undefined) return undefined;
    const { unit, amount, debtor } = settle.body;
    const [from, to] = [holderOf(creditor.account), holderOf(debtor)];
    const body = {
      unit,
      from,
      to,
      amount,
      until: world.now + DAY,
      mode: 'now' as const,
      why: 'settle' as const,
      of: settle.id,
    };
    return world.say('transfer', body, deviceOf(creditor));
  },
  agree: (world, { a, b, c }) => {
    const [one, other] = [world.person(a), world.person(a + 1)];
    const body = { a: one.account, b: other.account, unit: world.unit(c).id, balance: BigInt(b), seq: b };
    return world.say('agree', body, [deviceOf(one), deviceOf(other)]);
  },
};

const seedOf = (packet: VerifiedOf<'packet'>) => keyNamed(`seed ${packet.body.until}`);

const rest: Partial<Record<CommandKind, Step>> = {
  packet: async (world, { a, b, c }) => {
    const office = world.office(c % 2);
    const others = world.people.filter((each) => each !== office.issuer);
    const until = world.now + DAY + world.pool.length;
    const mode = (['lucky', 'equal', 'everyone'] as const)[a % 3] ?? 'lucky';
    const n = mode === 'everyone' ? others.length : (b % 3) + 1;
    const packet = await world.say(
      'packet',
      {
        unit: office.unit.id,
        from: holderOf(office.issuer.account),
        dealer: deviceOf(office.issuer, 2).key,
        members: others.map(({ account }) => account),
        total: amountOf(b) + BigInt(n),
        n,
        mode,
        ...(mode === 'everyone' ? {} : { seedHash: seedHashOf(keyNamed(`seed ${until}`)) }),
        until,
      },
      deviceOf(office.issuer),
    );
    if (mode !== 'everyone') return;
    for (const share of sharesForEveryone(packet, office.unit.unit)) {
      if (share.type === 'mint') await world.sayEach(share, ...office.issuer.devices);
    }
  },
  claim: (world, { a, b }) => {
    const packet = world.pick('packet', a);
    const who = world.person(b);
    const mayClaim = packet !== undefined && packet.body.mode !== 'everyone';
    return mayClaim
      ? world.say('claim', { packet: packet.id, who: who.account }, deviceOf(who, (b % 2) + 1))
      : undefined;
  },
  deal: async (world, { a }) => {
    const packet = world.pick('packet', a);
    if (packet === undefined) return;
    const claims = world.all.about(packet.id, 'claim');
    const dealer = owner(world, accountOfHolder(packet.body.from));
    const draft = nextDeal(world.all, packet, { seed: seedOf(packet), claims });
    const ended = world.all.about(packet.id, 'packet-end').length > 0;
    if (draft === null || dealer === undefined || ended) return;
    const [id] = await world.sayEach(draft, deviceOf(dealer, 2));
    const deal = id === undefined ? undefined : world.all.find('deal', id);
    const claim = claims.find((each) => each.id === deal?.body.claim);
    if (deal === undefined || claim === undefined) return;
    const unit = world.all.find('unit', packet.body.unit);
    if (unit === undefined) return;
    const payout = payoutOf(packet, { deal, claim, unit });
    if (payout.type === 'mint') await world.sayEach(payout, ...dealer.devices);
  },
  endPacket: async (world, { a }) => {
    const packet = world.pick('packet', a);
    const dealer = packet === undefined ? undefined : owner(world, accountOfHolder(packet.body.from));
    if (packet === undefined || dealer === undefined || packet.body.mode === 'everyone') return;
    if (world.all.about(packet.id, 'packet-end').length > 0) return;
    await world.sayEach(endOf(world.all, packet, seedOf(packet)), deviceOf(dealer, 2));
  },
  freeze: (world, { a, b }) => {
    // Clerks' devices stay: a frozen clerk only waits.
    const who = world.person(2 + (a % 2));
    const key = b % 3 === 0 ? {} : { key: deviceOf(who, (b % 2) + 1).key };
    return world.say('freeze', { account: who.account, ...key }, deviceOf(who, 2));
  },
  thaw: (world, { a }) => {
    const freeze = world.pick('freeze', a);
    const who = freeze === undefined ? undefined : owner(world, freeze.body.account);
    if (freeze === undefined || who === undefined) return undefined;
    return world.say('thaw', { account: who.account, ends: [freeze.id] }, who.root);
  },
  take: async (world, { a, b, c }) => {
    for (let taken = 0; taken < (b % 20) + 5; taken += 1) world.office(a).take(c + taken, taken % 5 === 0);
    await Promise.resolve();
  },
  work: async (world, { a, b }) => {
    world.office(a).takeAll();
    await world.office(a).work(world.now, b % 4 === 0);
  },
  later: async (world, { a }) => {
    world.now += (a % 8) * HOUR;
    await Promise.resolve();
  },
  muchLater: async (world) => {
    world.now += DAY + HOUR;
    await Promise.resolve();
  },
  moveOn: (world, { a }) => world.office(a).moveOn(false),
  loseClerk: async (world, { a }) => {
    const office = world.office(a);
    await office.moveOn(true);
    // Whoever holds something presents it again.
    office.inbox.push(...world.pool);
  },
  tell: async (world, { a, c }) => {
    const office = world.office(c);
    const { view, seat, unit } = office;
    const tail = view.tailOf(view.currentBook()?.body.epoch ?? 1);
    if (tail === null) return;
    const place = { unit: unit.id, epoch: tail.epoch, seq: tail.seq, at: world.now };
    const { issued, redeemed, held, lapsed } = view;
    const clerk = deviceOf(office.issuer, office.clerk);
    if (clerk.key !== seat.device) return;
    await world.say('head', { ...place, link: tail.link, issued, redeemed, held, lapsed }, clerk);
    const who = world.holder(a);
    await world.say(
      'statement',
      { ...place, holder: who, balance: view.balanceOf(who), held: view.heldFor(who) },
      clerk,
    );
  },
};

const steps = { ...money, ...trade, ...rest } as Readonly<Record<CommandKind, Step>>;

/** Does what a command says, as far as it can be done. */
export async function run(world: World, command: Command): Promise<void> {
  await steps[command.kind](world, command);
}
