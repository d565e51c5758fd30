/** What the wallet's room reads: bills, checks from the bytes alone, statements, exports. */
import { describe, expect, it } from 'vitest';
import { holderOf } from '@domain/wallet/ids.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';
import { isSound, verifyBundle } from '../../scripts/wallet/verifyBundle.ts';
import { checkEd25519 } from '../../scripts/wallet/proofs.ts';
import { comeBackFrom, journalOf } from './support/oldCopy.ts';
import { type Person, type World, must, setup } from './support/world.ts';

const LUNCH: NewUnit = {
  code: 'LUNCH',
  name: 'Lunch',
  decimals: 2,
  kind: 'prepaid',
  redeem: 'Good for a lunch.',
  transferable: true,
  feeless: true,
  currency: 'EUR',
};

const talk = (world: World) => world.pass(2000);

/** A canteen whose book Ben witnesses; Ann has 10.00 and paid Ben 4.00, which is final. */
async function paid(name = LUNCH.name) {
  const { world, people } = await setup('Canteen', 'Ann', 'Ben');
  const [shop, ann, ben] = people;
  if (shop === undefined || ann === undefined || ben === undefined) throw new Error('three people');
  const { unit } = must(await shop.workspace.wallet.createUnit({ ...LUNCH, name }, [await ben.account()]));
  must(await shop.workspace.wallet.promiseUnits({ to: await ann.account(), unit, amount: 1000n }));
  await talk(world);
  const ordered = { to: await ben.account(), unit, amount: 400n };
  const id = must(await ann.workspace.wallet.payUnits(ordered)).payment;
  await talk(world);
  must(await ben.workspace.wallet.acceptPayment(id));
  await world.pass(20_000);
  return { world, shop, ann, ben, unit, id };
}

const exported = async (person: Person, unit: UnitId) => {
  const made = await person.workspace.wallet.exportUnit(unit);
  if (made === null) throw new Error('nothing was exported');
  return made;
};

describe('WSV-72 bills', () => {
  it('WSV-72 a bill names every signature behind a payment, and whose it is', async () => {
    const { shop, ann, ben, id } = await paid();
    const bill = await ann.read(ann.workspace.wallet.billOf(id));
    const accounts = { shop: await shop.account(), ann: await ann.account(), ben: await ben.account() };
    const signersOf = (type: string, op: string | null = null) =>
      bill
        .filter((row) => row.type === type && row.op === op)
        .map(({ signers }) => signers.map((each) => each.account));
    expect(signersOf('transfer')).toEqual([[accounts.ann]]);
    expect(signersOf('deposit')).toEqual([[accounts.ben]]);
    expect(signersOf('entry', 'clear')).toEqual([[accounts.shop]]);
    expect(signersOf('seen')).not.toEqual([]);
    for (const signers of signersOf('seen')) expect(signers).toEqual([accounts.ben]);
    expect(signersOf('unit')).toEqual([[accounts.shop]]);
    expect(bill.every(({ standing }) => standing === 'counts')).toBe(true);
    const own = bill.filter(({ signers }) => signers.some(({ isHere }) => isHere)).map(({ type }) => type);
    expect(own).toEqual(['transfer']);
    const serials = bill.map(({ cameAt }) => cameAt);
    expect(serials.toSorted((a, b) => a - b)).toEqual(serials);
  });

  it('WSV-72 a payment that is not known has no bill', async () => {
    const { ann, unit } = await paid();
    expect((await ann.workspace.wallet.recheck(unit)).ok).toBe(false);
  });
});

describe('WSV-73 checks', () => {
  it('WSV-73 a payment checked anew comes to what is shown, from the bytes of its proof alone', async () => {
    const { ann, ben, shop, id } = await paid();
    // The issuer is no side of it: it has a book, not a payment.
    expect(await shop.workspace.wallet.recheck(id)).toMatchObject({ error: { code: 'payment-missing' } });
    for (const person of [ann, ben]) {
      const found = must(await person.workspace.wallet.recheck(id));
      expect(found).toMatchObject({ isSame: true, waiting: 0, word: 'cleared' });
      expect(found.finality).toEqual({ kind: 'final', isSingleCopy: false });
      const proof = await person.read(person.workspace.wallet.proofOf(id));
      expect(found.bytes).toBe(proof?.length);
      expect(found.signatures).toBeGreaterThan(found.records);
    }
  });

  it('WSV-73 a bundle of somebody else is checked and not kept', async () => {
    const { shop, ann, ben, unit } = await paid();
    const { people } = await setup('Dora', 'Eve');
    const dora = people[0];
    if (dora === undefined) throw new Error('a stranger');
    const { bundle } = await exported(shop, unit);
    const report = must(await dora.workspace.wallet.checkBundle(bundle));
    const [accounts, ...more] = report.units;
    expect(more).toEqual([]);
    expect(report).toMatchObject({ bytes: bundle.length, waiting: 0, void: 0 });
    expect(accounts).toMatchObject({ issued: 1000n, redeemed: 0n, held: 0n, promises: 1, faults: [] });
    expect(accounts?.orders).toMatchObject({ cleared: 1, sent: 0 });
    const sums = new Map(accounts?.holders.map(({ holder, balance }) => [holder, balance]));
    expect(sums.get(holderOf(await ann.account()))).toBe(600n);
    expect(sums.get(holderOf(await ben.account()))).toBe(400n);
    expect(await dora.read(dora.workspace.wallet.holdings())).toEqual([]);
    expect(await dora.read(dora.workspace.wallet.activity())).toEqual([]);
  });

  it('WSV-73 one changed byte anywhere, a cut, or another file makes a bundle worthless', async () => {
    const { ann, unit } = await paid();
    const { bundle } = await exported(ann, unit);
    const places = Array.from({ length: 24 }, (_, index) => Math.floor((index * bundle.length) / 24) + 7);
    for (const place of places.filter((each) => each < bundle.length)) {
      const changed = bundle.slice();
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect((await ann.workspace.wallet.checkBundle(changed)).ok, `byte ${place}`).toBe(false);
    }
    const bad = [bundle.slice(0, -1), new Uint8Array(), new TextEncoder().encode('issuer,issuer_name\r\n')];
    for (const bytes of bad) {
      expect(await ann.workspace.wallet.checkBundle(bytes)).toMatchObject({ error: { code: 'bundle-malformed' } });
    }
    expect((await ann.workspace.wallet.checkBundle(bundle)).ok).toBe(true);
  });
});

describe('WSV-72 a clerk that contradicts itself', () => {
  it('WSV-72 both halves of it are in the proof of a payment: checked anew it is a contradiction, too', async () => {
    const { world, people } = await setup('Canteen', 'Ann', 'Ben');
    const [shop, ann, ben] = people;
    if (shop === undefined || ann === undefined || ben === undefined) throw new Error('three people');
    const account = await shop.account();
    const { unit } = must(await shop.workspace.wallet.createUnit(LUNCH, []));
    for (const holder of [ann, ben]) {
      must(await shop.workspace.wallet.promiseUnits({ to: await holder.account(), unit, amount: 1000n }));
    }
    await talk(world);
    const backup = await journalOf(shop);
    const first = must(await ann.workspace.wallet.payUnits({ to: account, unit, amount: 400n })).payment;
    await talk(world);
    await ann.close();
    await shop.close();
    await comeBackFrom(shop, backup, account);
    await shop.open();
    must(await ben.workspace.wallet.payUnits({ to: account, unit, amount: 30n }));
    await world.pass(15_000);
    await ann.open();
    must(await ann.workspace.wallet.payUnits({ to: await ben.account(), unit, amount: 20n }));
    await world.pass(30_000);
    const shown = await ann.read(ann.workspace.wallet.payment(first));
    expect(shown?.situation.word).toBe('fault');
    expect(must(await ann.workspace.wallet.recheck(first))).toMatchObject({ word: 'fault', isSame: true });
    const { bundle } = await exported(ann, unit);
    const report = must(await ben.workspace.wallet.checkBundle(bundle));
    expect(report.units.flatMap(({ faults }) => faults)).not.toEqual([]);
  });
});

describe('WSV-74 exports', () => {
  it('WSV-74 a bundle holds under the second reading of the rules, with the same sums', async () => {
    const { ann, ben, shop, unit } = await paid();
    for (const person of [ann, ben, shop]) {
      const { bundle, payments } = await exported(person, unit);
      const { accounts } = must(await verifyBundle(bundle, checkEd25519));
      expect(accounts.map(isSound)).toEqual([true]);
      // What is not one's own business is not in one's proofs: Ben does not know what Ann had.
      expect(accounts.map(({ issued, held }) => [issued, held])).toEqual([[person === ben ? 0n : 1000n, 0n]]);
      expect(payments).toBe(person === ben ? 1 : 2);
    }
  });

  it('WSV-74 a table has the issuer in every line, and nothing that is calculated', async () => {
    const { shop, ann, unit } = await paid('=HYPERLINK("http://evil","x")');
    const { csv } = await exported(ann, unit);
    const [head = '', ...lines] = csv.trimEnd().split('\r\n');
    expect(head.split(',').slice(0, 2)).toEqual(['issuer', 'issuer_name']);
    expect(lines).toHaveLength(2);
    const issuer = `account:${await shop.account()}`;
    for (const line of lines) {
      expect(line.startsWith(`${issuer},Canteen,unit:${unit},`)).toBe(true);
      expect(line).toContain(`"'=HYPERLINK(""http://evil"",""x"")"`);
    }
    expect(lines.map((line) => /(promise|payment),(in|out)/.exec(line)?.[0])).toEqual(['promise,in', 'payment,out']);
    expect(lines.map((line) => /,(\d+\.\d\d),cleared/.exec(line)?.[1])).toEqual(['10.00', '4.00']);
  });

  it('WSV-74 who issues it has a line for what others passed on among themselves', async () => {
    const { shop, ann, ben, unit } = await paid();
    const [, ...lines] = (await exported(shop, unit)).csv.trimEnd().split('\r\n');
    const [her, him] = [`account:${await ann.account()},Ann`, `account:${await ben.account()},Ben`];
    const us = `account:${await shop.account()},Canteen`;
    expect(lines.map((line) => /,((?:promise|payment),.*?),\d+\.\d\d,/.exec(line)?.[1])).toEqual([
      `promise,out,${us},${her}`,
      `payment,between,${her},${him}`,
    ]);
  });

  it('WSV-74 there is nothing of a unit that is not known', async () => {
    const { ann, id } = await paid();
    expect(await ann.workspace.wallet.exportUnit(id)).toBeNull();
  });
});

describe('WSV-71 statements', () => {
  it('WSV-71 a clerk signs what a holder has, and the holder sees where it differs later', async () => {
    const { world, shop, ann, unit } = await paid();
    const holder = holderOf(await ann.account());
    const before = await ann.read(ann.workspace.wallet.statementOf(unit));
    expect(before).toMatchObject({ balance: 600n, held: 0n, signed: null });
    must(await shop.workspace.wallet.giveStatement(unit, holder));
    await talk(world);
    const given = await ann.read(ann.workspace.wallet.statementOf(unit));
    expect(given).toMatchObject({ balance: 600n, signed: { balance: 600n, held: 0n } });
    must(await ann.workspace.wallet.payUnits({ to: await shop.account(), unit, amount: 100n }));
    await world.pass(20_000);
    const later = await ann.read(ann.workspace.wallet.statementOf(unit));
    expect(later).toMatchObject({ balance: 500n, signed: { balance: 600n } });
    must(await shop.workspace.wallet.giveStatement(unit, holder));
    await talk(world);
    const renewed = await ann.read(ann.workspace.wallet.statementOf(unit));
    expect(renewed?.signed).toMatchObject({ balance: 500n });
    expect(await ann.workspace.wallet.giveStatement(unit, holder)).toMatchObject({ error: { code: 'unit-missing' } });
  });
});

describe('WSV-70 own notes', () => {
  it('WSV-70 what a payment is filed under stays on this device, over a restart, until it is taken out', async () => {
    const { ann, ben, id } = await paid();
    must(await ann.workspace.wallet.filePayment(id, 'food'));
    expect(await ann.read(ann.workspace.wallet.categories())).toEqual(new Map([[id, 'food']]));
    await ann.close();
    await ann.open();
    expect(await ann.read(ann.workspace.wallet.categories())).toEqual(new Map([[id, 'food']]));
    expect(await ben.read(ben.workspace.wallet.categories())).toEqual(new Map());
    must(await ann.workspace.wallet.filePayment(id, null));
    expect(await ann.read(ann.workspace.wallet.categories())).toEqual(new Map());
  });
});
