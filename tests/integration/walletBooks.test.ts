/** Books that change hands, witnesses, lost devices: whole engines, virtual time. */
import { describe, expect, it } from 'vitest';
import { readBundle } from '@domain/wallet/bundle.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import type { UnitBookView } from '@services/workspace/walletBooks.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';
import { comeBackFrom, journalOf } from './support/oldCopy.ts';
import { otherDeviceOf, wordsOf } from './support/otherDevice.ts';
import { type Person, type World, must, setup } from './support/world.ts';

const LUNCH: NewUnit = {
  code: 'LUNCH',
  name: 'Lunch',
  decimals: 2,
  kind: 'prepaid',
  redeem: 'A meal.',
  transferable: true,
  feeless: true,
};

const talk = (world: World) => world.pass(2000);

async function bookOf(person: Person, unit: UnitId): Promise<UnitBookView> {
  const book = await person.read(person.workspace.wallet.bookOf(unit));
  if (book === null) throw new Error(`${person.name} has no such book`);
  return book;
}

const balance = async (person: Person, unit: UnitId) =>
  (await person.read(person.workspace.wallet.holdings())).find((each) => each.unit.id === unit)?.balance ?? 0n;

/** What became of a payment, by the view of who has it. */
async function word(person: Person, id: string) {
  const all = await person.read(person.workspace.wallet.activity());
  return all.find((each) => each.id === id)?.situation.word;
}

/** A canteen with guests who have 10.00 each; all know each other. */
async function canteen() {
  const { world, people } = await setup('Canteen', 'Ann', 'Ben');
  const [shop, ann, ben] = people;
  if (shop === undefined || ann === undefined || ben === undefined) throw new Error('three people');
  const { unit } = must(await shop.workspace.wallet.createUnit(LUNCH, []));
  for (const guest of [ann, ben]) {
    must(await shop.workspace.wallet.promiseUnits({ to: await guest.account(), unit, amount: 1000n }));
  }
  await talk(world);
  const pay = async (from: Person, to: Person, amount: bigint) =>
    must(await from.workspace.wallet.payUnits({ to: await to.account(), unit, amount })).payment;
  return { world, shop, ann, ben, unit, pay };
}

describe('WSV-140 who has a copy', () => {
  it('WSV-140 a witness named later sees what is written from then on, and nothing is released before', async () => {
    const { world, shop, ann, ben, unit, pay } = await canteen();
    expect(await bookOf(shop, unit)).toMatchObject({ epoch: 1, health: 'single-copy', witnesses: [] });
    const first = await pay(ann, shop, 100n);
    await talk(world);
    const seer = await ben.account();
    must(await shop.workspace.wallet.setWitnesses(unit, [seer]));
    await talk(world);
    expect(await bookOf(shop, unit)).toMatchObject({ epoch: 2, health: 'sound', entries: 1, faults: [] });
    await ben.close();
    const second = await pay(ann, shop, 200n);
    await talk(world);
    expect(await word(ann, first)).toBe('cleared');
    expect(await word(ann, second)).toBe('sent');
    const behind = await bookOf(shop, unit);
    expect(behind).toMatchObject({ health: 'witness-behind', unseen: 1 });
    expect(behind.witnesses).toMatchObject([{ behind: 1, account: seer }]);
    await ben.open();
    await world.pass(15_000);
    expect(await word(ann, second)).toBe('cleared');
    expect(await bookOf(shop, unit)).toMatchObject({ health: 'sound', entries: 2, unseen: 0 });
  });

  it('WSV-10 a book that has no witness any more tells those who hold of it of each payment', async () => {
    const { world, shop, ann, ben, unit, pay } = await canteen();
    must(await shop.workspace.wallet.setWitnesses(unit, [await ben.account()]));
    await talk(world);
    must(await shop.workspace.wallet.setWitnesses(unit, []));
    await talk(world);
    await ben.close();
    const paid = await pay(ann, shop, 100n);
    await world.pass(15_000);
    expect(await word(ann, paid)).toBe('cleared');
    expect(await balance(ann, unit)).toBe(900n);
  });

  it('WSV-141 only who keeps a book names witnesses or hands it on, and only people whose device is known', async () => {
    const { shop, ann, unit } = await canteen();
    expect(await ann.workspace.wallet.setWitnesses(unit, [])).toMatchObject({ error: { code: 'unit-missing' } });
    const { account } = await shop.read(shop.workspace.ownProfile());
    // No other device of one's own, so none to see or to hand over to.
    expect(await shop.workspace.wallet.setWitnesses(unit, [account])).toMatchObject({
      error: { code: 'device-missing' },
    });
    const [own] = await shop.read(shop.workspace.wallet.ownDevices());
    const [hers] = await ann.read(ann.workspace.wallet.ownDevices());
    for (const device of [own, hers]) {
      if (device === undefined) throw new Error('no device');
      expect(await shop.workspace.wallet.handOverBook(unit, device.key)).toMatchObject({
        error: { code: 'device-missing' },
      });
    }
    expect((await bookOf(shop, unit)).epoch).toBe(1);
  });

  it('WSV-140 a book handed on while orders come in contradicts itself nowhere', async () => {
    const { world, shop, ann, ben, unit, pay } = await canteen();
    const orders = [await pay(ann, shop, 10n), await pay(ben, shop, 20n)];
    for (let turn = 0; turn < 5; turn += 1) {
      const changed = shop.workspace.wallet.setWitnesses(unit, []);
      orders.push(await pay(ann, shop, 5n));
      await world.pass(20 * turn);
      must(await changed);
    }
    await world.pass(20_000);
    for (const person of [shop, ann, ben]) expect(await bookOf(person, unit)).toMatchObject({ epoch: 6, faults: [] });
    for (const id of orders) expect(['cleared', undefined]).toContain(await word(ann, id));
    expect(await balance(ann, unit)).toBe(965n);
  });
});

describe('WSV-142 a book whose device is lost', () => {
  it('WSV-142 is taken over with the phrase: promises count on, the lost device does not', async () => {
    const { world, shop, ann, unit, pay } = await canteen();
    await pay(ann, shop, 100n);
    await talk(world);
    const other = await otherDeviceOf(shop);
    const words = await wordsOf(shop);
    const lost = (await bookOf(shop, unit)).clerk.key;
    await shop.close();
    await other.open();
    await talk(world);
    expect(await bookOf(other, unit)).toMatchObject({ isOwn: true, clerk: { isHere: false, key: lost } });
    const wrong = words.split(' ').toReversed().join(' ');
    for (const typed of ['', 'not a phrase', wrong]) {
      expect(await other.workspace.wallet.takeOverBook(unit, typed)).toMatchObject({ error: { code: 'phrase-wrong' } });
    }
    must(await other.workspace.wallet.takeOverBook(unit, words));
    await world.pass(15_000);
    const book = await bookOf(other, unit);
    expect(book).toMatchObject({ epoch: 2, clerk: { isHere: true }, faults: [], contested: [], cutPromises: [] });
    const issued = await other.read(other.workspace.wallet.issuedUnits());
    expect(issued).toMatchObject([{ issued: 2000n, redeemed: 100n, isClerk: true }]);
    const devices = await other.read(other.workspace.wallet.ownDevices());
    expect(devices.map(({ isHere, isFrozen }) => ({ isHere, isFrozen }))).toEqual([
      { isHere: true, isFrozen: false },
      { isHere: false, isFrozen: true },
    ]);
  });

  it('WSV-142 the words stay nowhere: not in the log, the database or the journal', async () => {
    const { shop, unit } = await canteen();
    const other = await otherDeviceOf(shop);
    const words = await wordsOf(shop);
    await shop.close();
    await other.open();
    must(await other.workspace.wallet.takeOverBook(unit, words));
    const journal = (await journalOf(other)).map((entry) => new TextDecoder().decode(entry)).join('\n');
    const report = await other.workspace.diagnosticsReport();
    for (const text of [journal, JSON.stringify(report)])
      expect(text).not.toContain(words.split(' ').slice(0, 3).join(' '));
  });
});

describe('WSV-143 devices reported lost', () => {
  it('WSV-143 a frozen device is refused by clerks that hear of it, until the phrase ends that', async () => {
    const { world, shop, ann, ben, unit, pay } = await canteen();
    const [device] = await ann.read(ann.workspace.wallet.ownDevices());
    if (device === undefined) throw new Error('no device');
    must(await ann.workspace.wallet.freezeDevice(device.key));
    must(await ann.workspace.wallet.freezeDevice(device.key));
    await talk(world);
    expect(await shop.read(shop.workspace.wallet.frozenDevices())).toEqual([
      { account: await ann.account(), key: device.key },
    ]);
    const refused = await pay(ann, ben, 100n);
    await talk(world);
    expect(await word(ann, refused)).toBe('refused');
    expect(await ann.workspace.wallet.thawDevice(device.key, 'abandon '.repeat(12))).toMatchObject({
      error: { code: 'phrase-wrong' },
    });
    must(await ann.workspace.wallet.thawDevice(device.key, await wordsOf(ann)));
    await talk(world);
    const paid = await pay(ann, ben, 100n);
    await talk(world);
    expect(await word(ann, paid)).toBe('held');
    expect(await ann.workspace.wallet.freezeDevice((await bookOf(shop, unit)).clerk.key)).toMatchObject({
      error: { code: 'device-missing' },
    });
  });

  it('WSV-144 behind a cut nothing counts until the clerk lets a promise count again', async () => {
    const { world, shop, ann, unit } = await canteen();
    const other = await otherDeviceOf(shop);
    const words = await wordsOf(shop);
    await shop.close();
    await other.open();
    await talk(world);
    must(await other.workspace.wallet.takeOverBook(unit, words));
    const thief = (await other.read(other.workspace.wallet.ownDevices())).find(({ isHere }) => !isHere);
    if (thief === undefined) throw new Error('no thief');
    const stolen = must(await other.workspace.wallet.promiseUnits({ to: await ann.account(), unit, amount: 7n }));
    const own = (await bookOf(other, unit)).clerk.key;
    must(await other.workspace.wallet.cutDevice({ unit, device: own, epoch: 1, seq: 0 }, words));
    const cut = await bookOf(other, unit);
    expect(cut.health).toBe('clerk-frozen');
    expect(cut.cutPromises.map(({ id }) => id)).toContain(stolen.payment);
    expect(await other.workspace.wallet.admitPromise(stolen.payment)).toMatchObject({
      error: { code: 'book-elsewhere' },
    });
    must(await other.workspace.wallet.thawDevice(own, words));
    expect((await bookOf(other, unit)).cutPromises).toEqual([]);
    expect(await ann.workspace.wallet.cutDevice({ unit, device: thief.key, epoch: 1, seq: 0 }, words)).toMatchObject({
      error: { code: 'unit-missing' },
    });
  });
});

describe('WSV-145 who may owe', () => {
  it('WSV-145 a holder spends more than they have up to what the issuer allows, until it ends that', async () => {
    const { world, shop, ann, ben, unit, pay } = await canteen();
    const holder = holderOf(await ann.account());
    must(await shop.workspace.wallet.setOverdraft(unit, holder, 500n));
    await talk(world);
    const paid = await pay(ann, shop, 1300n);
    await talk(world);
    expect(await word(ann, paid)).toBe('cleared');
    expect(await bookOf(shop, unit)).toMatchObject({ overdrafts: [{ holder, balance: -300n, max: 500n }] });
    must(await shop.workspace.wallet.setOverdraft(unit, holder, 0n));
    await talk(world);
    expect(await bookOf(ann, unit)).toMatchObject({ overdrafts: [] });
    const refused = await ann.workspace.wallet.payUnits({ to: await ben.account(), unit, amount: 1n });
    expect(refused).toMatchObject({ error: { code: 'payment-not-enough' } });
    const outcomes = [
      await shop.workspace.wallet.setOverdraft(unit, holder, -1n),
      await shop.workspace.wallet.setOverdraft(unit, holder, 10n ** 15n),
      await shop.workspace.wallet.setOverdraft(unit, holderOf(await shop.account()), 5n),
      await ann.workspace.wallet.setOverdraft(unit, holder, 5n),
    ];
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual([
      'amount-invalid',
      'amount-invalid',
      'amount-invalid',
      'unit-missing',
    ]);
  });
});

describe('WSV-146 a book that contradicts itself', () => {
  it('WSV-146 is shown as such to who holds it, with a proof that stands by itself', async () => {
    const { world, shop, ann, ben, unit, pay } = await canteen();
    const account = await shop.account();
    const backup = await journalOf(shop);
    await pay(ann, shop, 400n);
    await talk(world);
    await shop.kill();
    await comeBackFrom(shop, backup, account);
    await ann.close();
    must(await ben.workspace.wallet.payUnits({ to: account, unit, amount: 300n }));
    await shop.open();
    await world.pass(15_000);
    await ann.open();
    // What she pays next brings the two halves together.
    must(await ann.workspace.wallet.payUnits({ to: await ben.account(), unit, amount: 20n }));
    await world.pass(30_000);
    const book = await bookOf(ann, unit);
    expect(book.health).toBe('contradicted');
    const [fault] = book.faults;
    if (fault === undefined) throw new Error('no fault');
    const bytes = await ann.workspace.wallet.proofOfFault(unit, fault);
    if (bytes === null) throw new Error('no proof');
    const proof = must(await readBundle(bytes, verifySignature));
    const ids = new Set(proof.records.map(({ id }) => id));
    expect(fault.proof.every((id) => ids.has(id))).toBe(true);
    expect(await ann.workspace.wallet.proofOfFault(unit, { kind: 'fork', at: 'nowhere' })).toBeNull();
  });
});

describe('JNL-16 what was decided about a unit', () => {
  it('JNL-16 WSV-40 comes back after the database was lost, as it was last', async () => {
    const { world, ann, unit } = await canteen();
    must(await ann.workspace.wallet.noteUnit(unit, { stance: 'accepted', limit: 5000n }));
    must(await ann.workspace.wallet.noteUnit(unit, { stance: 'stopped', limit: 10n ** 15n - 1n }));
    await ann.kill();
    ann.disk = new MemoryDisk();
    await ann.open();
    await talk(world);
    const noteOf = async () => (await ann.read(ann.workspace.wallet.holdings()))[0]?.note;
    expect(await noteOf()).toEqual({ unit, stance: 'stopped', limit: 10n ** 15n - 1n });
    // What the journal lost is journalled again from the database.
    await ann.close();
    const account = await ann.open().then(() => ann.account());
    must(await ann.workspace.wallet.noteUnit(unit, { limit: null }));
    await ann.kill();
    Object.assign(ann, { host: createMemoryHost({ signaling: ['ws://localhost:1/signal'] }) });
    await ann.open();
    await talk(world);
    const backup = await journalOf(ann);
    await ann.kill();
    await comeBackFrom(ann, backup, account);
    await ann.open();
    await talk(world);
    expect(await noteOf()).toEqual({ unit, stance: 'stopped', limit: null });
  });
});
