import { describe, expect, it } from 'vitest';
import { draftEntry, dueLapses, dueTransfers, isReleasable } from '@domain/wallet/clerk/entries.ts';
import { deskOf } from '@domain/wallet/clerk/judge.ts';
import { draftNextBook } from '@domain/wallet/clerk/takeover.ts';
import { acknowledge } from '@domain/wallet/clerk/witness.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { reduce } from '@domain/wallet/ledger.ts';
import type { BodyOf } from '@domain/wallet/record.ts';
import { codeOf, must } from '../support/devices.ts';
import { deviceOf, keyNamed, strayDevice } from './support/people.ts';
import { DAY, HOUR, START, make, mint } from './support/records.ts';
import { Scene } from './support/scene.ts';
import type { RecordId } from '@domain/wallet/ids.ts';

const nowhere = Buffer.from(keyNamed('nowhere')).toString('base64url') as RecordId;

describe('a clerk', () => {
  it('WAL-117 clears what is deposited, and what comes to the issuer; holds all else', async () => {
    const scene = await Scene.begin();
    const { ana, ben, cleo } = scene;
    const plain = await scene.pay([ben, cleo], 100n);
    expect(scene.verdict(plain)).toBe('hold');
    await scene.deposit(plain, cleo);
    expect(await scene.clerk(plain)).toBe('clear');
    expect(scene.verdict(plain)).toBe('stands');
    const home = await scene.pay([ben, ana], 50n);
    expect(await scene.clerk(home)).toBe('clear');
    expect(scene.book.redeemed).toBe(50n);
    const held = await scene.pay([ben, ana], 50n, { mode: 'hold' });
    expect(await scene.clerk(held)).toBe('hold');
    expect([scene.balance(ben), scene.balance(cleo), scene.book.held]).toEqual([800n, 1100n, 50n]);
  });

  it('WAL-117 a hold clears when it is accepted, and goes back when its time is over', async () => {
    const scene = await Scene.begin();
    const { ben, cleo } = scene;
    const [first, second] = [await scene.pay([ben, cleo], 100n), await scene.pay([ben, cleo], 200n)];
    await scene.clerk(first);
    await scene.clerk(second);
    expect(scene.book.heldFor(holderOf(cleo.account))).toBe(300n);
    await scene.deposit(first, cleo);
    scene.now = START + DAY;
    expect([scene.verdict(first), scene.verdict(second)]).toEqual(['clear', 'stands']);
    scene.now += 1;
    expect(dueTransfers(scene.ledger, scene.book, scene.now)).toEqual([first.id, second.id].sort());
    expect([await scene.clerk(first), await scene.clerk(second)]).toEqual(['clear', 'return expired']);
    expect([scene.balance(ben), scene.balance(cleo)]).toEqual([900n, 1100n]);
    expect(dueTransfers(scene.ledger, scene.book, scene.now)).toEqual([]);
  });

  it('WAL-43 a cancel drops what is not judged, and nothing else; a decline sends back', async () => {
    const scene = await Scene.begin();
    const { ben, cleo } = scene;
    const [early, late, declined, back] = [
      await scene.pay([ben, cleo], 1n),
      await scene.pay([ben, cleo], 2n),
      await scene.pay([ben, cleo], 3n),
      await scene.pay([ben, cleo], 4n),
    ];
    await scene.clerk(late);
    await scene.clerk(back);
    for (const { id } of [early, late]) await scene.say('cancel', { ref: id }, deviceOf(ben));
    for (const { id } of [declined, back]) await scene.say('decline', { ref: id }, deviceOf(cleo));
    expect([early, late, declined, back].map((each) => scene.verdict(each))).toEqual([
      'refuse cancelled',
      'stands',
      'refuse declined',
      'return declined',
    ]);
    const wrong = await scene.pay([ben, cleo], 5n);
    await scene.say('cancel', { ref: wrong.id }, deviceOf(cleo));
    expect(scene.verdict(wrong)).toBe('hold');
  });

  it('WAL-41 takes a transfer to the last millisecond of its time', async () => {
    const scene = await Scene.begin();
    const transfer = await scene.pay([scene.ben, scene.cleo], 100n);
    scene.now = START + DAY;
    expect(scene.verdict(transfer)).toBe('hold');
    scene.now += 1;
    expect(scene.verdict(transfer)).toBe('refuse expired');
  });

  it('WAL-113 gives to the last unit, and to the overdraft, and no further', async () => {
    const scene = await Scene.begin();
    const { ben, cleo, dan, ana } = scene;
    expect(scene.verdict(await scene.pay([ben, cleo], 1000n))).toBe('hold');
    expect(scene.verdict(await scene.pay([ben, cleo], 1001n))).toBe('refuse not-enough');
    const overdraft = (max: bigint, serial: number) =>
      scene.say('overdraft', { unit: scene.unit.id, holder: holderOf(dan.account), max, serial }, deviceOf(ana));
    await overdraft(50n, 2);
    expect(scene.verdict(await scene.pay([dan, cleo], 50n))).toBe('hold');
    expect(scene.verdict(await scene.pay([dan, cleo], 51n))).toBe('refuse not-enough');
    await overdraft(500n, 1);
    expect(scene.verdict(await scene.pay([dan, cleo], 51n))).toBe('refuse not-enough');
    await overdraft(0n, 3);
    // Of one serial the greater id counts, in either order.
    const [low, high] = [await overdraft(7n, 9), await overdraft(8n, 9)];
    const last = low.id > high.id ? 7n : 8n;
    for (const order of [
      [low, high],
      [high, low],
    ]) {
      const some = reduce([scene.unit.unit, ...order], scene.ledger.people.all());
      expect(some.unit(scene.unit.id)?.overdraftOf(holderOf(dan.account))).toBe(last);
    }
    await overdraft(0n, 10);
    expect(scene.verdict(await scene.pay([dan, cleo], 1n))).toBe('refuse not-enough');
  });

  it('WAL-113 what cannot be moved comes home, or stays with its owner', async () => {
    const scene = await Scene.begin({ transferable: false });
    const { ana, ben, cleo } = scene;
    const pot = await scene.say('pot', { account: ben.account, name: 'Lunch', rule: {} }, deviceOf(ben));
    expect(scene.verdict(await scene.pay([ben, cleo], 1n))).toBe('refuse not-allowed');
    expect(scene.verdict(await scene.pay([ben, ana], 1n))).toBe('clear');
    expect(scene.verdict(await scene.pay([ben, ben], 1n, { to: holderOf(ben.account, pot.id) }))).toBe('clear');
    expect(scene.verdict(await scene.pay([ana, ben], 1n))).toBe('refuse not-allowed');
  });

  it('WAL-100 WAL-101 refuses a frozen key until it is thawed; the root is never frozen', async () => {
    const scene = await Scene.begin();
    const { ben, cleo } = scene;
    const freeze = await scene.say('freeze', { account: ben.account, key: deviceOf(ben, 1).key }, deviceOf(ben, 2));
    const by = (device: number) => scene.pay([ben, cleo], 1n, { device });
    expect([scene.verdict(await by(1)), scene.verdict(await by(2))]).toEqual(['refuse frozen', 'hold']);
    const all = await scene.say('freeze', { account: ben.account }, deviceOf(ben, 1));
    expect(scene.verdict(await by(2))).toBe('refuse frozen');
    const { body } = await by(2);
    expect(scene.verdict(await scene.say('transfer', body, ben.root))).toBe('hold');
    await scene.say('thaw', { account: ben.account, ends: [all.id] }, ben.root);
    await scene.say('thaw', { account: cleo.account, ends: [freeze.id] }, cleo.root);
    expect([scene.verdict(await by(1)), scene.verdict(await by(2))]).toEqual(['refuse frozen', 'hold']);
    const both = await make(
      'transfer',
      body,
      [deviceOf(ben, 1), deviceOf(ben, 2)].sort((a, b) => (a.key < b.key ? -1 : 1)),
    );
    scene.ledger.add(both);
    expect(scene.verdict(both)).toBe('hold');
  });

  it('WAL-100 what was cleared before the clerk saw the freeze stands', async () => {
    const scene = await Scene.begin();
    const { ana, ben } = scene;
    const transfer = await scene.pay([ben, ana], 10n);
    await scene.clerk(transfer);
    await scene.say('freeze', { account: ben.account }, deviceOf(ben));
    expect([scene.verdict(transfer), scene.balance(ben)]).toEqual(['stands', 990n]);
  });

  it('WAL-112 waits for what it does not have', async () => {
    const scene = await Scene.begin();
    const { ben, cleo } = scene;
    for (const more of [
      { req: nowhere },
      { refundOf: nowhere },
      { mandate: { id: nowhere, period: 0, index: 0 } },
      { from: holderOf(ben.account, nowhere) },
      { to: holderOf(cleo.account, nowhere) },
    ]) {
      const judgement = scene.judge(await scene.pay([ben, cleo], 1n, more));
      expect(judgement).toEqual({ kind: 'waits', on: [nowhere] });
    }
    expect(scene.judge({ id: nowhere })).toEqual({ kind: 'waits', on: [nowhere] });
  });
});

describe('the issuer', () => {
  it('WAL-44 redeems what comes to it or to a pot of its own', async () => {
    const scene = await Scene.begin();
    const { ana, ben } = scene;
    const pot = await scene.say('pot', { account: ana.account, name: 'Till 2', rule: {} }, deviceOf(ana));
    await scene.clerk(await scene.pay([ben, ana], 30n));
    expect(await scene.clerk(await scene.pay([ben, ana], 70n, { to: holderOf(ana.account, pot.id) }))).toBe('clear');
    expect([scene.book.redeemed, scene.balance(ana), scene.balance(ana, pot.id)]).toEqual([100n, 0n, 0n]);
  });
});

describe('pots', () => {
  const potted = async (rule: BodyOf<'pot'>['rule'] | ((scene: Scene) => BodyOf<'pot'>['rule'])) => {
    const scene = await Scene.begin();
    const { ben } = scene;
    const body = typeof rule === 'function' ? rule(scene) : rule;
    const pot = await scene.say('pot', { account: ben.account, name: 'Pot', rule: body }, deviceOf(ben));
    await scene.clerk(await scene.pay([ben, ben], 600n, { to: holderOf(ben.account, pot.id) }));
    const out = (amount: bigint, more: Parameters<Scene['pay']>[2] = {}) =>
      scene.pay([ben, scene.ana], amount, { from: holderOf(ben.account, pot.id), ...more });
    return { scene, pot, out };
  };

  it('WAL-24 money in a pot is apart', async () => {
    const { scene, pot, out } = await potted({});
    expect([scene.balance(scene.ben), scene.balance(scene.ben, pot.id)]).toEqual([400n, 600n]);
    expect(scene.verdict(await out(601n))).toBe('refuse not-enough');
    expect(await scene.clerk(await out(600n))).toBe('clear');
    const theirs = await scene.pay([scene.ben, scene.cleo], 1n, { to: holderOf(scene.cleo.account, pot.id) });
    expect(scene.verdict(theirs)).toBe('refuse not-allowed');
  });

  it('WAL-24 only its devices, only to its payees, not before its day', async () => {
    const { scene, out } = await potted(({ ben, ana }) => ({
      devices: [deviceOf(ben, 2).key],
      to: [ana.account],
      notBefore: START + HOUR,
    }));
    const { cleo } = scene;
    scene.now += HOUR;
    expect(scene.verdict(await out(1n, { device: 1 }))).toBe('refuse not-allowed');
    expect(scene.verdict(await out(1n, { device: 2, to: holderOf(cleo.account) }))).toBe('refuse not-allowed');
    expect(scene.verdict(await out(1n, { device: 2 }))).toBe('clear');
    scene.now -= 1;
    expect(scene.verdict(await out(1n, { device: 2 }))).toBe('refuse not-allowed');
  });

  it('WAL-24 so much in a day of UTC, by the clock of the clerk', async () => {
    const { scene, out } = await potted({ perDay: 100n });
    const first = await out(60n, { until: START + 3 * DAY });
    scene.now = START + DAY - 1;
    await scene.clerk(first);
    expect(scene.verdict(await out(41n, { until: START + 3 * DAY }))).toBe('refuse over-limit');
    expect(scene.verdict(await out(40n, { until: START + 3 * DAY }))).toBe('clear');
    const tomorrow = await out(100n, { until: START + 3 * DAY });
    expect(scene.verdict(tomorrow)).toBe('refuse over-limit');
    scene.now += 1;
    expect(scene.verdict(tomorrow)).toBe('clear');
  });

  it.each([
    ['ten days', 10 * DAY],
    ['years', 1500 * DAY],
    ['a day and a bit', DAY + 1],
    ['a day', DAY],
    ['an hour', HOUR],
  ])('WAL-24 so much in a day, though the clock was %s ahead for one entry', async (_, ahead) => {
    const { scene, out } = await potted({ perDay: 100n });
    const until = START + 3000 * DAY;
    scene.now = START + ahead;
    expect(await scene.clerk(await scene.pay([scene.cleo, scene.ana], 1n, { until }))).toBe('clear');
    scene.now = START;
    expect(await scene.clerk(await out(100n, { until }))).toBe('clear');
    expect(scene.verdict(await out(100n, { until }))).toBe('refuse over-limit');
    scene.now = START + HOUR;
    expect(scene.verdict(await out(1n, { until }))).toBe('refuse over-limit');
    // The pot is not kept shut until the day to which the clock went.
    scene.now = START + 2 * DAY + HOUR;
    expect(await scene.clerk(await out(100n, { until }))).toBe('clear');
    expect(scene.verdict(await out(1n, { until }))).toBe('refuse over-limit');
  });

  it.each([
    ['a day', DAY],
    ['ten days', 10 * DAY],
  ])('WAL-24 so much in a day, while the clock is set back by %s', async (_, back) => {
    const { scene, out } = await potted({ perDay: 100n });
    const until = START + 3 * DAY;
    scene.now = START + HOUR;
    await scene.clerk(await scene.pay([scene.cleo, scene.ana], 1n, { until }));
    scene.now += HOUR - back;
    expect(await scene.clerk(await out(100n, { until }))).toBe('clear');
    expect(scene.verdict(await out(100n, { until }))).toBe('refuse over-limit');
    scene.now += HOUR;
    expect(scene.verdict(await out(1n, { until }))).toBe('refuse over-limit');
  });
});

describe('who may keep a book', () => {
  const witness = strayDevice('witness');

  it('WAL-110 the device its current book names, while it is not frozen', async () => {
    const scene = await Scene.begin();
    const { ana, ledger, unit } = scene;
    const desk = (device: number) => deskOf(ledger, { unit: unit.id, device: deviceOf(ana, device).key });
    expect([codeOf(desk(1)), codeOf(desk(2))]).toEqual(['ok', 'not-clerk']);
    const next = must(draftNextBook(ledger, unit.id, { clerk: deviceOf(ana, 2).key, witnesses: [] }));
    ledger.add(await sealRecord(next, deviceOf(ana)));
    expect([codeOf(desk(1)), codeOf(desk(2))]).toEqual(['not-clerk', 'ok']);
    await scene.say('freeze', { account: ana.account, key: deviceOf(ana, 2).key }, deviceOf(ana, 1));
    expect(codeOf(desk(2))).toBe('clerk-frozen');
    expect(codeOf(deskOf(ledger, { unit: nowhere, device: deviceOf(ana).key }))).toBe('not-clerk');
    expect(codeOf(draftNextBook(ledger, nowhere, { clerk: deviceOf(ana, 2).key, witnesses: [] }))).toBe('no-book');
  });

  it('WAL-110 WAL-121 a new clerk that lacks a line of the old log waits', async () => {
    const scene = await Scene.begin();
    const { ana, ben, ledger, unit } = scene;
    for (const amount of [1n, 2n]) await scene.clerk(await scene.pay([ben, ana], amount));
    const next = must(draftNextBook(ledger, unit.id, { clerk: deviceOf(ana, 2).key, witnesses: [] }));
    expect(next.body).toMatchObject({ epoch: 2, from: { epoch: 1, seq: 2 } });
    const book = await sealRecord(next, ana.root);
    const seat = { unit: unit.id, device: deviceOf(ana, 2).key };
    const certificates = ledger.people.all();
    const entries = [...ledger.records()].filter(({ type }) => type === 'entry');
    for (const gone of entries) {
      const some = [...ledger.records()].filter(({ id }) => id !== gone.id);
      expect(codeOf(deskOf(reduce([...some, book], certificates), seat))).toBe('log-incomplete');
    }
    ledger.add(book);
    expect(must(deskOf(ledger, seat)).tail).toMatchObject({ epoch: 2, seq: 0 });
  });

  it('WAL-60 WAL-61 entries count from 1, each with the link before it, and a clock that is set back does not run them back', async () => {
    const scene = await Scene.begin();
    const { ana, ben } = scene;
    for (const amount of [1n, 2n, 3n, 4n]) {
      await scene.clerk(await scene.pay([ben, ana], amount));
      scene.now -= amount < 3n ? HOUR : DAY;
    }
    const times = [1, 2, 3, 4].map((seq) => scene.book.entriesAt(1, seq)[0]?.body.at);
    // But for a clock that was ahead by more than a day: that was no time at all.
    expect(times).toEqual([START, START, START, START - 2 * HOUR - DAY]);
    const [first] = scene.book.entriesAt(1, 1);
    expect(Buffer.from(first?.body.prev ?? []).toString('base64url')).toBe(scene.unit.book.id);
    expect(scene.book.faults()).toEqual([]);
  });

  it('WAL-118 gives nothing away before a witness has it, unless there is none', async () => {
    const scene = await Scene.begin({}, [witness]);
    const { ana, ben, ledger } = scene;
    await scene.clerk(await scene.pay([ben, ana], 1n));
    const [entry] = scene.book.entriesAt(1, 1);
    if (entry === undefined) throw new Error('no entry');
    expect(isReleasable(ledger, entry)).toBe(false);
    const seen = await make('seen', { entry: entry.id }, strayDevice('another'));
    ledger.add(seen);
    expect([isReleasable(ledger, entry), ledger.standingOf(seen.id)?.kind]).toEqual([false, 'waits']);
    ledger.add(await sealRecord(must(acknowledge(ledger, { entry: entry.id, device: witness.key })), witness));
    expect(isReleasable(ledger, entry)).toBe(true);
    const alone = await Scene.begin();
    await alone.clerk(await alone.pay([ben, ana], 1n));
    const [first] = alone.book.entriesAt(1, 1);
    expect(first !== undefined && isReleasable(alone.ledger, first)).toBe(true);
  });

  it('WAL-120 a witness acknowledges only what it has all of, in the newest epoch, one entry at a place', async () => {
    const scene = await Scene.begin({}, [witness]);
    const { ana, ben, ledger, unit } = scene;
    const transfers = [await scene.pay([ben, ana], 1n), await scene.pay([ben, ana], 2n)];
    for (const transfer of transfers) await scene.clerk(transfer);
    const [first, second] = [scene.book.entriesAt(1, 1)[0], scene.book.entriesAt(1, 2)[0]];
    if (first === undefined || second === undefined) throw new Error('no entries');
    const ask = (from = ledger, entry = second, device = witness.key) =>
      codeOf(acknowledge(from, { entry: entry.id, device }));
    const certificates = ledger.people.all();
    const without = (...ids: string[]) =>
      reduce(
        [...ledger.records()].filter(({ id }) => !ids.includes(id)),
        certificates,
      );
    expect(ask()).toBe('ok');
    expect(ask(ledger, second, deviceOf(ben).key)).toBe('not-witness');
    expect(ask(without(first.id))).toBe('witness-gap');
    expect(ask(without(transfers[1]?.id ?? ''))).toBe('witness-unknown');
    const forked = without();
    const { body } = second;
    forked.add(await make('entry', { ...body, at: body.at + 1 }, deviceOf(ana)));
    expect(ask(forked)).toBe('witness-fork');
    const next = must(draftNextBook(ledger, unit.id, { clerk: deviceOf(ana, 2).key, witnesses: [witness.key] }));
    const old = must(deskOf(ledger, { unit: unit.id, device: deviceOf(ana).key }));
    const late = draftEntry(old, { op: 'refuse', ref: transfers[0]?.id ?? nowhere, reason: 'expired' }, START);
    const behind = await sealRecord(late, deviceOf(ana));
    ledger.add(await sealRecord(next, ana.root));
    // What the new clerk builds on is acknowledged still, and nothing behind it.
    expect([ask(), ask(without(first.id))]).toEqual(['ok', 'witness-gap']);
    expect(ask(without(first.id), first)).toBe('witness-unknown');
    const revenant = without();
    revenant.add(behind);
    expect(ask(revenant, behind)).toBe('witness-old-epoch');
    const desk = must(deskOf(ledger, { unit: unit.id, device: deviceOf(ana, 2).key }));
    const third = await sealRecord(
      draftEntry(desk, { op: 'refuse', ref: transfers[0]?.id ?? nowhere, reason: 'expired' }, START),
      deviceOf(ana, 2),
    );
    ledger.add(third);
    expect(ask(ledger, third)).toBe('ok');
    expect(ask(without(second.id), third)).toBe('witness-gap');
  });

  it('WAL-120 a witness acknowledges nothing behind a gap, however far before it', async () => {
    const scene = await Scene.begin({}, [witness]);
    const { ana, ben, ledger } = scene;
    for (const amount of [1n, 2n, 3n]) await scene.clerk(await scene.pay([ben, ana], amount));
    const [first, , third] = [1, 2, 3].map((seq) => scene.book.entriesAt(1, seq)[0]?.id);
    if (first === undefined || third === undefined) throw new Error('no entries');
    const records = [...ledger.records()].filter(({ id }) => id !== first);
    const ask = (from: typeof ledger) => codeOf(acknowledge(from, { entry: third, device: witness.key }));
    expect([ask(ledger), ask(reduce(records, ledger.people.all()))]).toEqual(['ok', 'witness-gap']);
  });

  it('WAL-110 WAL-120 WAL-121 what a clerk took to its grave is built on by nobody', async () => {
    const scene = await Scene.begin({}, [witness]);
    const { ana, ben, ledger, unit } = scene;
    const transfers = [await scene.pay([ben, ana], 1n), await scene.pay([ben, ana], 2n)];
    for (const transfer of transfers) await scene.clerk(transfer);
    const [first, second] = [scene.book.entriesAt(1, 1)[0], scene.book.entriesAt(1, 2)[0]];
    if (first === undefined || second === undefined) throw new Error('no entries');
    const successor = (number: number) => ({ clerk: deviceOf(ana, number).key, witnesses: [witness.key] });
    const handover = await sealRecord(must(draftNextBook(ledger, unit.id, successor(2))), deviceOf(ana));
    ledger.add(handover);
    const again = await sealRecord(must(draftNextBook(ledger, unit.id, successor(1))), deviceOf(ana, 2));
    ledger.add(again);
    expect(again.body).toMatchObject({ epoch: 3, from: { epoch: 2, seq: 0 } });
    const seat = { unit: unit.id, device: deviceOf(ana).key };
    const copy = reduce(
      [...ledger.records()].filter(({ id }) => id !== second.id),
      ledger.people.all(),
    );
    // Two handovers later all of it is built on still.
    expect(codeOf(acknowledge(ledger, { entry: second.id, device: witness.key }))).toBe('ok');
    expect([codeOf(deskOf(ledger, seat)), codeOf(deskOf(copy, seat))]).toEqual(['ok', 'log-incomplete']);
    const takeover = await sealRecord(must(draftNextBook(copy, unit.id, successor(2))), ana.root);
    expect(takeover.body).toMatchObject({ epoch: 4, from: { epoch: 1, seq: 1 } });
    copy.add(takeover);
    expect(codeOf(deskOf(copy, { ...seat, device: deviceOf(ana, 2).key }))).toBe('ok');
    copy.add(second);
    expect(codeOf(acknowledge(copy, { entry: first.id, device: witness.key }))).toBe('ok');
    expect(codeOf(acknowledge(copy, { entry: second.id, device: witness.key }))).toBe('witness-old-epoch');
  });
});

describe('points', () => {
  it('WAL-119 lapse from the oldest, and what was spent was of the oldest', async () => {
    const scene = await Scene.begin({ kind: 'points', transferable: false, expiresDays: 10 });
    const { ana, ben } = scene;
    const late = await mint(scene.unit, ben, 300n, { expires: START + 20 * DAY });
    scene.ledger.add(late);
    const transfer = await scene.pay([ben, ana], 100n, { until: START + 30 * DAY });
    await scene.clerk(transfer);
    const lapses = (now: number) =>
      dueLapses(scene.book, now)
        .map(({ amount }) => String(amount))
        .sort();
    expect(lapses(START + 10 * DAY - 1)).toEqual([]);
    // Cleo's thousand, and what is left of Ben's first.
    expect(lapses(START + 10 * DAY)).toEqual(['1000', '900']);
    expect(lapses(START + 20 * DAY)).toEqual(['1000', '300', '900']);
    const busy = await scene.pay([ben, ana], 50n, { until: START + 30 * DAY, mode: 'hold' });
    await scene.clerk(busy);
    expect(lapses(START + 20 * DAY)).toEqual(['1000']);
    expect(scene.verdict(await scene.pay([ben, ben], 1n, { to: holderOf(ben.account, nowhere) }))).toBe('waits');
  });

  it('WAL-46 lapse by an entry, not before their day, not more than there were, the smaller of two', async () => {
    const scene = await Scene.begin({ kind: 'points', transferable: false, expiresDays: 10 });
    const { ben } = scene;
    const [first] = [...scene.book.mints()].filter(({ mint: { body } }) => body.to === holderOf(ben.account));
    const ref = first?.mint.id ?? nowhere;
    const early = await scene.enter({ op: 'expire', ref, amount: 5n });
    expect(scene.ledger.standingOf(early.id)?.kind).toBe('void');
    scene.now = START + 10 * DAY;
    const clerk = deviceOf(scene.ana);
    const place = { unit: scene.unit.id, epoch: 1, prev: keyNamed('x'), op: 'expire' as const, ref, at: scene.now };
    const tooMuch = await scene.say('entry', { ...place, seq: 5, amount: 1001n }, clerk);
    expect(scene.ledger.standingOf(tooMuch.id)?.kind).toBe('void');
    for (const amount of [400n, 300n]) await scene.say('entry', { ...place, seq: Number(amount), amount }, clerk);
    expect([scene.balance(ben), scene.book.lapsed]).toEqual([700n, 300n]);
    expect(scene.book.faults().map(({ kind }) => kind)).toEqual(['contradiction']);
    // Of units that are cut off nothing lapses.
    const cut = { unit: scene.unit.id, epoch: 1, seq: 10_000 };
    const freeze = { account: scene.ana.account, key: clerk.key, cut };
    const cutOff = reduce(
      [...scene.ledger.records(), await make('freeze', freeze, scene.ana.root)],
      scene.ledger.people.all(),
    );
    expect(cutOff.unit(scene.unit.id)).toMatchObject({ issued: 0n, lapsed: 0n });
    const pot = await scene.say('pot', { account: ben.account, name: 'P', rule: {} }, deviceOf(ben));
    scene.now = START;
    expect(scene.verdict(await scene.pay([ben, ben], 1n, { to: holderOf(ben.account, pot.id) }))).toBe(
      'refuse not-allowed',
    );
  });
});
