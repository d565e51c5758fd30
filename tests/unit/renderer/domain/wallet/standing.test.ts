/** Who has to have signed each record, and what makes it void for ever. */
import { describe, expect, it } from 'vitest';
import type { Signer } from '@domain/wallet/envelope.ts';
import { type RecordId, holderId, holderOf, accountOfHolder, potOfHolder, recordId } from '@domain/wallet/ids.ts';
import { Ledger, reduce } from '@domain/wallet/ledger.ts';
import { seedHashOf } from '@domain/wallet/packetShares.ts';
import type { BodyOf, RecordType } from '@domain/wallet/record.ts';
import { codeOf } from '../support/devices.ts';
import { certificateOf, deviceOf, keyNamed, person, strayDevice } from './support/people.ts';
import { DAY, START, found, make, mint, pay } from './support/records.ts';
import { Scene } from './support/scene.ts';

/** Everything a record can be about. */
async function prepare() {
  const scene = await Scene.begin({}, [strayDevice('witness')]);
  const { ana, ben, cleo, dan } = scene;
  const transfer = await scene.pay([ben, cleo], 100n, {
    mode: 'hold',
    release: { by: dan.account, autoAfter: START + DAY, onTimeout: 'pay' },
  });
  const payersOwn = await scene.pay([ben, cleo], 100n, {
    mode: 'hold',
    release: { by: 'payer', autoAfter: START + DAY, onTimeout: 'pay' },
  });
  const entry = await scene.enter({ op: 'hold', ref: transfer.id });
  const request = await scene.say(
    'request',
    { payee: holderOf(cleo.account), units: [scene.unit.id], decimals: 2, memo: '', until: START + DAY, single: true },
    deviceOf(cleo),
  );
  const mandate = await scene.say(
    'mandate',
    {
      payer: holderOf(ben.account),
      payee: holderOf(cleo.account),
      unit: scene.unit.id,
      perPayment: 5n,
      perPeriod: 5n,
      period: 'day',
      start: START,
      scope: { kind: 'shop', id: 'x' },
    },
    deviceOf(ben),
  );
  const dispute = await scene.say('dispute', { ref: transfer.id, text: 'x', evidence: [] }, deviceOf(ben));
  const packet = await scene.say(
    'packet',
    {
      unit: scene.unit.id,
      from: holderOf(ana.account),
      dealer: deviceOf(ana, 2).key,
      members: [ben.account, cleo.account],
      total: 10n,
      n: 2,
      mode: 'lucky',
      seedHash: seedHashOf(keyNamed('seed')),
      until: START + DAY,
    },
    deviceOf(ana),
  );
  const claim = await scene.say('claim', { packet: packet.id, who: ben.account }, deviceOf(ben));
  const parties = { a: ana.account, b: ben.account };
  const agree = await scene.say('agree', { ...parties, unit: scene.unit.id, balance: 0n, seq: 1 }, deviceOf(ana));
  return { scene, transfer, payersOwn, entry, request, mandate, dispute, packet, claim, agree };
}

type World = Awaited<ReturnType<typeof prepare>>;
type Who = 'ana' | 'ana2' | 'anaRoot' | 'ben' | 'benRoot' | 'cleo' | 'dan' | 'witness';

function signer({ scene }: World, who: Who): Signer {
  if (who === 'witness') return strayDevice('witness');
  if (who === 'anaRoot' || who === 'benRoot') return scene[who === 'anaRoot' ? 'ana' : 'ben'].root;
  return who === 'ana2' ? deviceOf(scene.ana, 2) : deviceOf(scene[who]);
}

const ALL: readonly Who[] = ['ana', 'ana2', 'anaRoot', 'ben', 'benRoot', 'cleo', 'dan', 'witness'];

interface Rule<Type extends RecordType> {
  readonly type: Type;
  readonly name?: string;
  readonly body: (world: World) => BodyOf<Type>;
  /** Everyone else makes it wait. */
  readonly by: readonly Who[];
}

const rule = <Type extends RecordType>(given: Rule<Type>): Rule<RecordType> => given;
const link = keyNamed('link');
const issuer: readonly Who[] = ['ana', 'ana2', 'anaRoot'];
const payer: readonly Who[] = ['ben', 'benRoot'];
const clerk: readonly Who[] = ['ana'];

const rules: readonly Rule<RecordType>[] = [
  rule({ type: 'unit', body: ({ scene }) => ({ ...scene.unit.unit.body, name: 'Other' }), by: issuer }),
  rule({
    type: 'book',
    name: 'the first',
    body: ({ scene }) => ({ unit: scene.unit.id, epoch: 1, clerk: deviceOf(scene.ana).key, witnesses: [] }),
    by: issuer,
  }),
  rule({
    type: 'book',
    name: 'the next',
    body: ({ scene }) => ({
      unit: scene.unit.id,
      epoch: 2,
      clerk: deviceOf(scene.ana, 2).key,
      witnesses: [],
      from: { epoch: 1, seq: 1, link },
    }),
    by: ['ana', 'anaRoot'],
  }),
  rule({
    type: 'book',
    name: 'one that skips',
    body: ({ scene }) => ({
      unit: scene.unit.id,
      epoch: 4,
      clerk: deviceOf(scene.ana, 2).key,
      witnesses: [],
      from: { epoch: 1, seq: 1, link },
    }),
    by: ['anaRoot'],
  }),
  rule({
    type: 'book',
    name: "with another's device as clerk",
    body: ({ scene }) => ({ unit: scene.unit.id, epoch: 1, clerk: deviceOf(scene.ben).key, witnesses: [] }),
    by: [],
  }),
  rule({
    type: 'overdraft',
    body: ({ scene }) => ({ unit: scene.unit.id, holder: holderOf(scene.ben.account), max: 1n, serial: 1 }),
    by: issuer,
  }),
  rule({ type: 'pot', body: ({ scene }) => ({ account: scene.ben.account, name: 'P', rule: {} }), by: payer }),
  rule({
    type: 'mint',
    body: ({ scene }) => ({ unit: scene.unit.id, to: holderOf(scene.ben.account), amount: 5n }),
    by: issuer,
  }),
  rule({ type: 'transfer', body: ({ transfer }) => ({ ...transfer.body, amount: 7n }), by: payer }),
  rule({ type: 'deposit', body: ({ transfer }) => ({ ref: transfer.id }), by: ['cleo'] }),
  rule({ type: 'decline', body: ({ transfer }) => ({ ref: transfer.id }), by: ['cleo'] }),
  rule({
    type: 'decline',
    name: 'of an agreement',
    body: ({ agree }) => ({ ref: agree.id }),
    by: [...issuer, ...payer],
  }),
  rule({ type: 'cancel', body: ({ transfer }) => ({ ref: transfer.id }), by: payer }),
  rule({
    type: 'release',
    name: 'of the account both trust',
    body: ({ transfer }) => ({ ref: transfer.id }),
    by: ['dan'],
  }),
  rule({ type: 'release', name: 'of the payer', body: ({ payersOwn }) => ({ ref: payersOwn.id }), by: payer }),
  rule({
    type: 'entry',
    body: ({ entry, transfer }) => ({ ...entry.body, seq: 2, op: 'clear' as const, ref: transfer.id }),
    by: clerk,
  }),
  rule({ type: 'seen', body: ({ entry }) => ({ entry: entry.id }), by: ['witness'] }),
  rule({
    type: 'head',
    body: ({ scene }) => ({
      unit: scene.unit.id,
      epoch: 1,
      seq: 1,
      link,
      issued: 0n,
      redeemed: 0n,
      held: 0n,
      lapsed: 0n,
      at: START,
    }),
    by: clerk,
  }),
  rule({
    type: 'statement',
    body: ({ scene }) => ({
      unit: scene.unit.id,
      holder: holderOf(scene.ben.account),
      balance: 0n,
      held: 0n,
      epoch: 1,
      seq: 1,
      at: START,
    }),
    by: clerk,
  }),
  rule({ type: 'request', body: ({ request }) => ({ ...request.body, memo: 'x' }), by: ['cleo'] }),
  rule({
    type: 'receipt',
    body: ({ request, transfer }) => ({ req: request.id, refs: [transfer.id], serial: 1, at: START }),
    by: ['cleo'],
  }),
  rule({ type: 'step', body: ({ request }) => ({ req: request.id, state: 'ready' as const }), by: ALL }),
  rule({ type: 'mandate', body: ({ mandate }) => ({ ...mandate.body, perPayment: 4n }), by: payer }),
  rule({ type: 'revoke', body: ({ mandate }) => ({ mandate: mandate.id }), by: payer }),
  rule({
    type: 'settle',
    body: ({ scene }) => ({
      debtor: scene.ana.account,
      creditor: scene.ben.account,
      unit: scene.unit.id,
      amount: 5n,
      rail: 'cash' as const,
      railAmount: '1',
      railCurrency: 'EUR',
      ref: '',
    }),
    by: issuer,
  }),
  rule({
    type: 'agree',
    body: ({ scene }) => ({ a: scene.ana.account, b: scene.ben.account, unit: scene.unit.id, balance: 0n, seq: 1 }),
    by: [...issuer, ...payer],
  }),
  rule({
    type: 'dispute',
    body: ({ transfer }) => ({ ref: transfer.id, text: 'y', evidence: [] }),
    by: [...payer, 'cleo'],
  }),
  rule({ type: 'ruling', body: ({ dispute }) => ({ ref: dispute.id, verdict: 'pay' as const }), by: ['dan'] }),
  rule({ type: 'packet', name: 'of own units', body: ({ packet }) => ({ ...packet.body, total: 11n }), by: issuer }),
  rule({
    type: 'packet',
    name: "of another's units",
    body: ({ packet, scene }) => ({ ...packet.body, from: holderOf(scene.ben.account) }),
    by: payer,
  }),
  rule({ type: 'claim', body: ({ packet, scene }) => ({ packet: packet.id, who: scene.cleo.account }), by: ['cleo'] }),
  rule({
    type: 'deal',
    body: ({ packet, claim }) => ({ packet: packet.id, k: 0, claim: claim.id, amount: 5n }),
    by: ['ana2'],
  }),
  rule({
    type: 'packet-end',
    body: ({ packet }) => ({ packet: packet.id, seed: link, dealt: 0n, back: 10n }),
    by: ['ana2'],
  }),
  rule({
    type: 'freeze',
    name: 'of a key',
    body: ({ scene }) => ({ account: scene.ben.account, key: deviceOf(scene.ben).key }),
    by: payer,
  }),
  rule({
    type: 'freeze',
    name: 'with a cut',
    body: ({ scene }) => ({
      account: scene.ben.account,
      key: deviceOf(scene.ben).key,
      cut: { unit: scene.unit.id, epoch: 1, seq: 1 },
    }),
    by: ['benRoot'],
  }),
  rule({
    type: 'thaw',
    body: ({ scene, transfer }) => ({ account: scene.ben.account, ends: [transfer.id] }),
    by: ['benRoot'],
  }),
];

describe('who signs', () => {
  it.each(rules.map((each) => [`${each.type} ${each.name ?? ''}`, each] as const))(
    'WAL-13 %s',
    async (_, { type, body, by }) => {
      for (const who of ALL) {
        const world = await prepare();
        const record = await world.scene.say(type, body(world), signer(world, who));
        const kind = world.scene.ledger.standingOf(record.id)?.kind;
        if (by.includes(who)) expect(kind, who).toBe('counts');
        else expect(kind, who).not.toBe('counts');
      }
    },
  );

  it('WAL-13 has a rule for every type but a net, which needs two', () => {
    expect(new Set(rules.map(({ type }) => type)).size).toBe(29);
  });
});

describe('roles', () => {
  const roles = [
    ['spend', 'transfer', 'counts'],
    ['chat', 'transfer', 'waits'],
    ['issue', 'transfer', 'waits'],
    ['issue', 'mint', 'counts'],
    ['spend', 'mint', 'waits'],
    ['clerk', 'mint', 'waits'],
  ] as const;

  it.each(roles)('WAL-10 a device with the role %s signs a %s: it %s', async (role, type, kind) => {
    const [ana, ben] = [person('Ana'), person('Ben')];
    const unit = await found(ana);
    const ledger = reduce([unit.unit, unit.book], [deviceOf(ana).certificate]);
    const who = type === 'mint' ? ana : ben;
    const key = strayDevice('new');
    const body = type === 'mint' ? (await mint(unit, ben, 5n)).body : (await pay(unit, [ben, ana], 5n)).body;
    const record =
      type === 'mint'
        ? await make('mint', body as BodyOf<'mint'>, key)
        : await make('transfer', body as BodyOf<'transfer'>, key);
    ledger.add(record);
    expect(ledger.standingOf(record.id)?.kind).toBe('waits');
    ledger.certify(certificateOf(keyNamed(`root of ${who.name}`), keyNamed('new'), [role]));
    expect(ledger.standingOf(record.id)?.kind).toBe(kind);
    // Roles only grow.
    ledger.certify(certificateOf(keyNamed(`root of ${who.name}`), keyNamed('new'), ['spend', 'issue']));
    ledger.certify(certificateOf(keyNamed(`root of ${who.name}`), keyNamed('new'), []));
    expect(ledger.standingOf(record.id)?.kind).toBe('counts');
  });

  it("WAL-10 a certificate for another's device is for one's own account only", async () => {
    const [ana, ben] = [person('Ana'), person('Ben')];
    const unit = await found(ana);
    const ledger = reduce([unit.unit, unit.book], [deviceOf(ana).certificate]);
    const stolen = await pay(unit, [ben, ana], 5n);
    const forged = await make('transfer', stolen.body, deviceOf(ana));
    ledger.certify(certificateOf(keyNamed('root of Ana'), keyNamed('Ben/1'), ['spend']));
    for (const record of [stolen, forged]) {
      ledger.add(record);
      expect(ledger.standingOf(record.id)?.kind).toBe('waits');
    }
  });
});

describe('void for ever', () => {
  const cases: readonly (readonly [string, (world: World) => Promise<{ readonly id: RecordId }>])[] = [
    [
      'new units for the issuer',
      ({ scene }) =>
        scene.say('mint', { unit: scene.unit.id, to: holderOf(scene.ana.account), amount: 1n }, deviceOf(scene.ana)),
    ],
    [
      'an overdraft for the issuer',
      ({ scene }) =>
        scene.say(
          'overdraft',
          { unit: scene.unit.id, holder: holderOf(scene.ana.account), max: 1n, serial: 1 },
          deviceOf(scene.ana),
        ),
    ],
    [
      'units that lapse where theirs do not',
      ({ scene }) =>
        scene.say(
          'mint',
          { unit: scene.unit.id, to: holderOf(scene.ben.account), amount: 1n, expires: START },
          deviceOf(scene.ana),
        ),
    ],
    ['a deposit of a request', ({ scene, request }) => scene.say('deposit', { ref: request.id }, deviceOf(scene.cleo))],
    [
      'a release of what nobody holds back',
      async ({ scene }) => {
        const plain = await scene.pay([scene.ben, scene.cleo], 1n);
        return scene.say('release', { ref: plain.id }, deviceOf(scene.ben));
      },
    ],
    [
      'a ruling nobody is named for',
      async ({ scene, payersOwn }) => {
        const dispute = await scene.say('dispute', { ref: payersOwn.id, text: 'x', evidence: [] }, deviceOf(scene.ben));
        return scene.say('ruling', { ref: dispute.id, verdict: 'pay' }, deviceOf(scene.ben));
      },
    ],
    [
      'an entry about a request',
      ({ scene, entry, request }) =>
        scene.say('entry', { ...entry.body, seq: 2, ref: request.id }, deviceOf(scene.ana)),
    ],
    [
      'an entry about a mint',
      ({ scene, entry }) => {
        const [line] = scene.book.mints();
        return scene.say(
          'entry',
          { ...entry.body, seq: 2, op: 'clear', ref: line?.mint.id ?? entry.id },
          deviceOf(scene.ana),
        );
      },
    ],
    [
      "an entry about another unit's transfer",
      async ({ scene, entry }) => {
        const other = await found(scene.ana, { unit: { code: 'TWIG' }, name: 'other' });
        for (const record of [other.unit, other.book]) scene.ledger.add(record);
        const transfer = await pay(other, [scene.ben, scene.cleo], 1n);
        scene.ledger.add(transfer);
        return scene.say('entry', { ...entry.body, seq: 2, ref: transfer.id }, deviceOf(scene.ana));
      },
    ],
    [
      'a claim of who is no member',
      ({ scene, packet }) => scene.say('claim', { packet: packet.id, who: scene.dan.account }, deviceOf(scene.dan)),
    ],
    [
      'a deal on another packet',
      async ({ scene, packet, claim }) => {
        const other = await scene.say('packet', { ...packet.body, total: 12n }, deviceOf(scene.ana));
        return scene.say('deal', { packet: other.id, k: 0, claim: claim.id, amount: 1n }, deviceOf(scene.ana, 2));
      },
    ],
    [
      'a head of a transfer',
      ({ scene, transfer }) =>
        scene.say(
          'head',
          { unit: transfer.id, epoch: 1, seq: 1, link, issued: 0n, redeemed: 0n, held: 0n, lapsed: 0n, at: 0 },
          deviceOf(scene.ana),
        ),
    ],
  ];

  it.each(cases)('WAL-11 WAL-13 %s', async (_, say) => {
    const world = await prepare();
    const record = await say(world);
    expect(world.scene.ledger.standingOf(record.id)?.kind).toBe('void');
    const again = reduce([...world.scene.ledger.records()].toReversed(), world.scene.ledger.people.all());
    expect(again.standingOf(record.id)?.kind).toBe('void');
  });
});

describe('what is not there yet', () => {
  it('WAL-11 WAL-12 a record that names another kind is void, also while that waits, in either order', async () => {
    const scene = await Scene.begin();
    const { ben, cleo } = scene;
    const request = await make(
      'request',
      { payee: holderOf(cleo.account), units: [scene.unit.id], decimals: 2, memo: '', until: START, single: true },
      deviceOf(ben),
    );
    const deposit = await make('deposit', { ref: request.id }, deviceOf(cleo));
    for (const order of [
      [request, deposit],
      [deposit, request],
    ]) {
      const ledger = reduce(order, scene.ledger.people.all());
      expect([ledger.standingOf(request.id)?.kind, ledger.standingOf(deposit.id)?.kind]).toEqual(['waits', 'void']);
    }
  });
});

describe('holders', () => {
  it('WAL-5 are accounts and their pots, and nothing else', () => {
    const { account } = person('Ana');
    const pot = account as string as RecordId;
    const holder = holderOf(account, pot);
    expect([accountOfHolder(holder), potOfHolder(holder), potOfHolder(holderOf(account))]).toEqual([
      account,
      pot,
      null,
    ]);
    expect(
      [account, holder, `${account}#`, `${account}#x`, `${holder}#${pot}`, ''].map((text) => codeOf(holderId(text))),
    ).toEqual(['ok', 'ok', 'invalid-id', 'invalid-id', 'invalid-id', 'invalid-id']);
    expect([codeOf(recordId(account)), codeOf(recordId('x'))]).toEqual(['ok', 'invalid-id']);
  });

  it('WAL-12 a record given twice is given once', async () => {
    const unit = await found(person('Ana'));
    const ledger = new Ledger();
    expect([ledger.add(unit.unit), ledger.add(unit.unit)]).toEqual([true, false]);
  });
});
