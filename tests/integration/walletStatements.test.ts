/** Statements that are asked for: whole engines, virtual time, issuers that come and go. */
import { describe, expect, it } from 'vitest';
import { verifyBundle } from '../../scripts/wallet/verifyBundle.ts';
import { type Person, must, two } from './support/world.ts';

/** Canteen issues; Ann has 6.00 of it. */
async function lunch() {
  const { world, alice: shop, bob: ann } = await two();
  const made = await shop.workspace.wallet.createUnit(
    {
      ...{ code: 'LUNCH', name: 'Lunch', decimals: 2, kind: 'prepaid', redeem: 'Lunch.' },
      ...{ transferable: false, feeless: true },
    },
    [],
  );
  const { unit } = must(made);
  must(await shop.workspace.wallet.promiseUnits({ to: await ann.account(), unit, amount: 600n }));
  await world.pass(3000);
  const stated = (person: Person) => person.read(person.workspace.wallet.statementOf(unit));
  return { world, shop, ann, unit, stated };
}

const codeOf = (outcome: { ok: boolean; error?: { code: string } }) => (outcome.ok ? 'ok' : outcome.error?.code);

describe('WSV-76 statements that are asked for', () => {
  it('WSV-76 come from the device that keeps the book, and say no more once they are there', async () => {
    const { world, shop, ann, unit, stated } = await lunch();
    must(await ann.workspace.wallet.payUnits({ to: await shop.account(), unit, amount: 100n }));
    await world.pass(20_000);
    expect(await stated(ann)).toMatchObject({ balance: 500n, signed: null, asked: null });
    must(await ann.workspace.wallet.askStatement(unit));
    await world.pass(3000);
    expect(await stated(ann)).toMatchObject({ signed: { balance: 500n, held: 0n, seq: 1 }, asked: null });
    const first = (await stated(ann))?.signed;
    await world.pass(120_000);
    expect((await stated(ann))?.signed).toEqual(first);
    // A second one, though nothing moved.
    must(await ann.workspace.wallet.askStatement(unit));
    await world.pass(15_000);
    const second = await stated(ann);
    expect([second?.asked, second?.signed?.balance]).toEqual([null, 500n]);
    expect(second?.signed?.id).not.toBe(first?.id);
  });

  it('WSV-76 wait for an issuer who is away, over a restart, and come once they are back', async () => {
    const { world, shop, ann, unit, stated } = await lunch();
    await shop.close();
    must(await ann.workspace.wallet.askStatement(unit));
    const since = (await stated(ann))?.asked ?? 0;
    expect(since).toBeGreaterThan(0);
    await world.pass(60_000);
    await ann.close();
    await ann.open();
    expect(await stated(ann)).toMatchObject({ signed: null, asked: since });
    await shop.open();
    await world.pass(30_000);
    expect(await stated(ann)).toMatchObject({ signed: { balance: 600n }, asked: null });
  });

  it('WSV-76 asked for again and again at one place no more of them are signed', async () => {
    const { world, ann, unit, stated } = await lunch();
    const seen = new Set<string>();
    for (let time = 0; time < 4; time += 1) {
      must(await ann.workspace.wallet.askStatement(unit));
      await world.pass(10_000);
      seen.add((await stated(ann))?.signed?.id ?? '');
    }
    expect(seen.size).toBe(1);
    await world.pass(60_000);
    // What was asked for last is answered in the end.
    expect((await stated(ann))?.asked).toBeNull();
  });

  it('WSV-76 are not asked for of one’s own promise, or of one that is not known', async () => {
    const { shop, ann, unit } = await lunch();
    const other = must(
      await shop.workspace.wallet.createUnit(
        {
          ...{ code: 'TEA', name: 'Tea', decimals: 2, kind: 'prepaid', redeem: 'Tea.' },
          ...{ transferable: false, feeless: true },
        },
        [],
      ),
    ).unit;
    const outcomes = [
      await shop.workspace.wallet.askStatement(unit),
      await ann.workspace.wallet.askStatement(other),
    ].map(codeOf);
    expect(outcomes).toEqual(['unit-missing', 'unit-missing']);
  });

  it('WSV-74 WSV-76 leave the app with what they rest on, and a separate program finds what they say', async () => {
    const { world, shop, ann, unit } = await lunch();
    must(await ann.workspace.wallet.payUnits({ to: await shop.account(), unit, amount: 100n }));
    await world.pass(20_000);
    must(await ann.workspace.wallet.askStatement(unit));
    await world.pass(3000);
    const made = await ann.workspace.wallet.exportUnit(unit);
    const findings = await verifyBundle(made?.bundle ?? new Uint8Array());
    if (!findings.ok) throw new Error(findings.error.message);
    const [account] = findings.value.accounts;
    expect(account?.statements.map(({ says, found }) => [says.says.balance, found])).toEqual([[500n, 500n]]);
    expect(findings.value.idle).toEqual([]);
  });
});
