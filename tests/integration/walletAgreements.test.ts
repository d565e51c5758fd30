/** Agreements between people: whole engines, virtual time, a network that comes and goes. */
import { describe, expect, it } from 'vitest';
import { type RecordId, type UnitId, holderOf } from '@domain/wallet/ids.ts';
import type { Agreement } from '@services/workspace/walletAgreements.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';
import { verifyBundle } from '../../scripts/wallet/verifyBundle.ts';
import { type Person, type World, must, two } from './support/world.ts';

const PROMISE: NewUnit = {
  code: 'LEAF',
  name: 'Leaf',
  decimals: 2,
  kind: 'iou',
  redeem: 'I owe you this much.',
  transferable: true,
  feeless: true,
};

/** Until linked devices have said all they have to say. */
const talk = (world: World) => world.pass(3000);

const codeOf = (outcome: { ok: boolean; error?: { code: string } }) => (outcome.ok ? 'ok' : outcome.error?.code);

const agreements = (person: Person): Promise<readonly Agreement[]> => person.read(person.workspace.wallet.agreements());

/** Alice has 12.00 of Bob's promise. */
async function debt(more: Partial<NewUnit> = {}) {
  const { world, alice, bob } = await two();
  const { unit } = must(await bob.workspace.wallet.createUnit({ ...PROMISE, ...more }, []));
  must(await bob.workspace.wallet.promiseUnits({ to: await alice.account(), unit, amount: 1200n }));
  await talk(world);
  const accounts = new Map([
    [alice, await bob.account()],
    [bob, await alice.account()],
  ]);
  const owed = async (person: Person) => {
    const other = accounts.get(person);
    if (other === undefined) throw new Error('one of the two');
    const { claims, debts } = await person.read(person.workspace.wallet.standingWith(other));
    return [...claims, ...debts].find((sum) => sum.unit.id === unit)?.amount ?? 0n;
  };
  return { world, alice, bob, unit, owed };
}

async function propose(by: Person, to: Person, wish: { readonly unit: UnitId; readonly balance: bigint }) {
  return must(await by.workspace.wallet.proposeAgreement({ person: await to.account(), ...wish })).agreement;
}

describe('WSV-127 agreeing on what there is', () => {
  it.each([
    ['who issues it', 'less', 1000n],
    ['who issues it', 'more', 1500n],
    ['who has it', 'less', 1000n],
    ['who has it', 'more', 1500n],
  ] as const)('WSV-127 WSV-128 proposed by %s it becomes %s once both signed', async (who, _, balance) => {
    const { world, alice, bob, unit, owed } = await debt();
    const [by, other] = who === 'who has it' ? [alice, bob] : [bob, alice];
    const id = await propose(by, other, { unit, balance });
    await talk(world);
    const change = balance - 1200n;
    const shown = { id, found: 1200n, mine: 1200n, balance, change, stage: 'proposed', repair: null };
    expect(await agreements(by)).toMatchObject([{ ...shown, own: true, isClaim: by === alice }]);
    expect(await agreements(other)).toMatchObject([{ ...shown, own: false, isClaim: other === alice }]);
    expect(codeOf(await by.workspace.wallet.acceptAgreement(id))).toBe('agreement-missing');
    expect([await owed(alice), await owed(bob)]).toEqual([1200n, 1200n]);
    must(await other.workspace.wallet.acceptAgreement(id));
    await talk(world);
    for (const person of [alice, bob]) {
      const [agreed] = await agreements(person);
      expect(agreed).toMatchObject({ stage: 'agreed', found: 1200n, balance });
      // The deed names the agreement, so its bill shows both signatures.
      const bill = await person.read(person.workspace.wallet.billOf(agreed?.repair ?? id));
      expect(bill.find(({ type }) => type === 'agree')?.signers).toHaveLength(2);
      expect(await owed(person)).toBe(balance);
    }
    const [book] = await bob.read(bob.workspace.wallet.issuedUnits());
    expect(book).toMatchObject({ outstanding: balance, faults: [] });
    // A separate program reads the same from the bytes: the agreement counts, and the deed it led to.
    const made = await bob.workspace.wallet.exportUnit(unit);
    const findings = await verifyBundle(made?.bundle ?? new Uint8Array());
    if (!findings.ok) throw new Error(findings.error.message);
    const [account] = findings.value.accounts;
    expect(account?.balances.get(holderOf(await alice.account()))).toBe(balance);
    expect(findings.value.idle).toEqual([]);
    expect(codeOf(await other.workspace.wallet.acceptAgreement(id))).toBe('agreement-missing');
    expect(codeOf(await by.workspace.wallet.declineAgreement(id))).toBe('agreement-missing');
  });

  it('WSV-127 what both find already moves nothing, and stands as signed by both', async () => {
    const { world, alice, bob, unit, owed } = await debt();
    const id = await propose(alice, bob, { unit, balance: 1200n });
    await talk(world);
    must(await bob.workspace.wallet.acceptAgreement(id));
    await talk(world);
    expect(await agreements(alice)).toMatchObject([{ stage: 'agreed', change: 0n, repair: null }]);
    expect([await owed(alice), await owed(bob)]).toEqual([1200n, 1200n]);
  });

  it('WSV-127 declined, taken back or replaced by another it changes nothing, and nobody can agree to it', async () => {
    const { world, alice, bob, unit, owed } = await debt();
    const waits = async (person: Person) => {
      const matters = await person.read(person.workspace.wallet.matters());
      return matters.filter(({ kind }) => kind === 'agreement').map(({ id }) => id);
    };
    const ids: RecordId[] = [];
    for (const [by, other, no] of [
      [alice, bob, bob],
      [alice, bob, alice],
    ] as const) {
      const id = await propose(by, other, { unit, balance: 1000n });
      await talk(world);
      expect(await waits(other)).toEqual([id]);
      must(await no.workspace.wallet.declineAgreement(id));
      await talk(world);
      expect(await waits(other)).toEqual([]);
      ids.push(id);
    }
    const replaced = await propose(alice, bob, { unit, balance: 900n });
    await talk(world);
    const last = await propose(bob, alice, { unit, balance: 1100n });
    await talk(world);
    ids.push(replaced, last);
    for (const person of [alice, bob]) {
      const stages = new Map((await agreements(person)).map(({ id, stage }) => [id, stage]));
      expect(ids.map((id) => stages.get(id))).toEqual(['declined', 'declined', 'replaced', 'proposed']);
    }
    for (const id of [...ids.slice(0, 3), unit]) {
      expect(codeOf(await bob.workspace.wallet.acceptAgreement(id))).toBe('agreement-missing');
    }
    expect([await owed(alice), await owed(bob)]).toEqual([1200n, 1200n]);
  });

  it('WSV-127 while the records of both differ it cannot be agreed to, and what is there now is not changed twice', async () => {
    const { world, alice, bob, unit, owed } = await debt();
    const id = await propose(alice, bob, { unit, balance: 1000n });
    await talk(world);
    must(await bob.workspace.wallet.promiseUnits({ to: await alice.account(), unit, amount: 100n }));
    await talk(world);
    expect(await agreements(bob)).toMatchObject([{ found: 1200n, mine: 1300n }]);
    expect(codeOf(await bob.workspace.wallet.acceptAgreement(id))).toBe('agreement-differs');
    const again = await propose(alice, bob, { unit, balance: 1000n });
    await talk(world);
    must(await bob.workspace.wallet.acceptAgreement(again));
    await talk(world);
    expect([await owed(alice), await owed(bob)]).toEqual([1000n, 1000n]);
  });

  it('WSV-128 who proposed to give something back does so at their next start, once', async () => {
    const { world, alice, bob, unit, owed } = await debt();
    const id = await propose(alice, bob, { unit, balance: 1000n });
    await talk(world);
    await alice.close();
    must(await bob.workspace.wallet.acceptAgreement(id));
    await talk(world);
    expect(await owed(bob)).toBe(1200n);
    for (let start = 0; start < 2; start += 1) {
      await alice.open();
      await world.pass(30_000);
      await alice.close();
      await alice.open();
      await world.pass(30_000);
    }
    expect([await owed(alice), await owed(bob)]).toEqual([1000n, 1000n]);
  });

  it('WSV-127 is not proposed of what is not between the two, lapses, or is not there', async () => {
    const { world, alice, bob, unit } = await debt();
    const points = { code: 'STAMP', name: 'Stamps', kind: 'points', transferable: false, expiresDays: 30 } as const;
    const lapsing = must(await bob.workspace.wallet.createUnit({ ...PROMISE, ...points }, [])).unit;
    const { unit: unknown } = must(await alice.workspace.wallet.createUnit({ ...PROMISE, code: 'TWIG' }, []));
    await talk(world);
    const [hers, his] = [await alice.account(), await bob.account()];
    const wallet = bob.workspace.wallet;
    const outcomes = [
      await wallet.proposeAgreement({ person: hers, unit: lapsing, balance: 5n }),
      await wallet.proposeAgreement({ person: hers, unit, balance: -1n }),
      await wallet.proposeAgreement({ person: his, unit, balance: 1n }),
      await wallet.proposeAgreement({ person: hers, unit: unknown, balance: 1n }),
      await alice.workspace.wallet.proposeAgreement({ person: hers, unit, balance: 1n }),
    ];
    expect(outcomes.map(codeOf)).toEqual(Array.from({ length: 5 }, () => 'agreement-unfit'));
  });

  it('WSV-160 WSV-128 who proposes to give enters the PIN for it then, and no more once the other has agreed', async () => {
    const { world, alice, bob, unit, owed } = await debt();
    must(await alice.workspace.wallet.setPaymentPin('2468', null));
    const person = await bob.account();
    const { wallet } = alice.workspace;
    const wish = { person, unit, balance: 1000n };
    expect(codeOf(await wallet.proposeAgreement(wish))).toBe('payment-pin-needed');
    must(await wallet.enterPaymentPin('2468'));
    const { agreement } = must(await wallet.proposeAgreement(wish));
    await talk(world);
    must(await bob.workspace.wallet.acceptAgreement(agreement));
    await talk(world);
    expect([await owed(alice), await owed(bob)]).toEqual([1000n, 1000n]);
    // Who agrees to give is asked then.
    const again = await propose(bob, alice, { unit, balance: 900n });
    await talk(world);
    expect(codeOf(await wallet.acceptAgreement(again))).toBe('payment-pin-needed');
    must(await wallet.enterPaymentPin('2468'));
    must(await wallet.acceptAgreement(again));
    await talk(world);
    expect([await owed(alice), await owed(bob)]).toEqual([900n, 900n]);
  });
});
