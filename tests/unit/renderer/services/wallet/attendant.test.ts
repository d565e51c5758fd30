/** What is said to be paid by itself, whatever somebody else's app signs. */
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import type { UnitNote } from '@domain/wallet/keptRecords.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { BodyOf, Draft, RecordType, VerifiedRecord } from '@domain/wallet/record.ts';
import { Attendant, type AttendantParts } from '@services/wallet/attendant.ts';
import { blankNote } from '@services/wallet/unitNotes.ts';
import { ok } from '@shared/result.ts';
import { type Person, deviceOf } from '../../domain/wallet/support/people.ts';
import { DAY, START, found, mint } from '../../domain/wallet/support/records.ts';
import { Scene } from '../../domain/wallet/support/scene.ts';

/** Ana asks Ben for 12.00 in her own euros; he promises in a unit of his own, and she keeps that up to `limit`. */
async function answered(unit: Partial<BodyOf<'unit'>>, note: Partial<UnitNote> = {}) {
  const scene = await Scene.begin({ currency: 'EUR', decimals: 2 });
  const { ana, ben, ledger } = scene;
  const his = await found(ben, { unit: { currency: 'EUR', decimals: 2, code: 'PLEDGE', ...unit } });
  for (const record of [his.unit, his.book]) ledger.add(record);
  const asked: BodyOf<'request'> = {
    ...{ payee: holderOf(ana.account), units: [scene.unit.id], decimals: 2, amount: 1200n, memo: '' },
    ...{ until: START + DAY, single: true, payer: ben.account },
  };
  const request = await scene.say('request', asked, deviceOf(ana));
  const expires = unit.expiresDays === undefined ? {} : { expires: START + unit.expiresDays * DAY };
  const promised = await mint(his, ana, 1200n, { req: request.id, why: 'request', ...expires });
  ledger.add(promised);
  const kept: UnitNote = { unit: his.id, stance: 'accepted', limit: null, ...note };
  const signed: VerifiedRecord[] = [];
  /** As after a start: of what came before nothing is new. */
  const start = () => attendantOf(ana, { ledger, signed, kept });
  return { promised, signed, start, request };
}

/** What is signed once the promise came. */
async function givenFor(unit: Partial<BodyOf<'unit'>>, note: Partial<UnitNote> = {}) {
  const { start, promised, signed } = await answered(unit, note);
  await start().run([promised]);
  return signed.map(({ type }) => type);
}

interface Kept {
  readonly ledger: Ledger;
  readonly kept: UnitNote;
  /** What is signed is put here. */
  readonly signed: VerifiedRecord[];
}

/** Only what an attendant uses of book and signer. */
function attendantOf(self: Person, { ledger, signed, kept }: Kept): Attendant {
  const parts = {
    book: { view: ledger },
    signer: {
      self: { account: self.account, device: deviceOf(self).key },
      sign: async <Type extends RecordType>(draft: Draft<Type>) => {
        const record = (await sealRecord(draft, deviceOf(self))) as unknown as VerifiedRecord;
        ledger.add(record);
        signed.push(record);
        return ok(record);
      },
    },
    clock: { now: () => START },
    random: new SeededRandom(1),
    noteOf: (id: string) => (id === kept.unit ? kept : null),
  } as unknown as AttendantParts;
  return new Attendant(parts);
}

/** The payments of these amounts Ben makes to Cleo while the issuer is off, and which of them she takes by herself: she has 10.00, and keeps up to `limit`. */
async function taken(amounts: readonly bigint[], limit: bigint): Promise<readonly bigint[]> {
  const scene = await Scene.begin();
  const { ben, cleo, ledger } = scene;
  const signed: VerifiedRecord[] = [];
  const kept: UnitNote = { ...blankNote(scene.unit.id), stance: 'accepted', limit };
  const orders = new Map<string, bigint>();
  for (const amount of amounts) {
    orders.set((await scene.pay([ben, cleo], amount)).id, amount);
    await attendantOf(cleo, { ledger, signed, kept }).run([]);
  }
  return signed.flatMap((record) => (record.type === 'deposit' ? (orders.get(record.body.ref) ?? []) : []));
}

describe('WSV-40 payments taken by themselves', () => {
  it('WSV-40 what was said yes to counts towards the limit before it is confirmed', async () => {
    expect(await taken([100n, 100n, 100n, 100n], 1250n)).toEqual([100n, 100n]);
    expect(await taken([100n, 300n, 150n], 1250n)).toEqual([100n, 150n]);
  });

  it('WSV-40 what came all at once is counted one after another', async () => {
    const scene = await Scene.begin();
    const { ben, cleo, ledger } = scene;
    const signed: VerifiedRecord[] = [];
    for (let count = 0; count < 5; count += 1) await scene.pay([ben, cleo], 100n);
    const kept: UnitNote = { ...blankNote(scene.unit.id), stance: 'accepted', limit: 1300n };
    await attendantOf(cleo, { ledger, signed, kept }).run([]);
    expect(signed).toHaveLength(3);
  });
});

describe('WSV-41 a receipt that was not given', () => {
  it('WSV-41 is given at the next start, once', async () => {
    const { start, signed, promised, request } = await answered({});
    const attendant = start();
    await attendant.run([]);
    expect(signed).toMatchObject([{ type: 'receipt', body: { req: request.id, refs: [promised.id] } }]);
    await attendant.run([promised]);
    await start().run([]);
    expect(signed).toHaveLength(1);
  });

  it('WSV-41 is given at the next start for a payment whose confirmation was the last that was kept', async () => {
    const scene = await Scene.begin();
    const { ana, ben, cleo, ledger } = scene;
    const asked: BodyOf<'request'> = {
      ...{ payee: holderOf(cleo.account), units: [scene.unit.id], decimals: 2, amount: 100n, memo: '' },
      ...{ until: START + DAY, single: true, payer: ben.account },
    };
    const request = await scene.say('request', asked, deviceOf(cleo));
    const payment = await scene.pay([ben, cleo], 100n, { req: request.id });
    await scene.deposit(payment, cleo);
    const signed: VerifiedRecord[] = [];
    const kept: UnitNote = { ...blankNote(scene.unit.id), stance: 'accepted', limit: null };
    await attendantOf(cleo, { ledger, signed, kept }).run([]);
    expect(signed).toEqual([]);
    expect(await scene.clerk(payment)).toBe('clear');
    // Whose request it is not gives no receipt.
    for (const other of [ana, ben]) await attendantOf(other, { ledger, signed, kept }).run([]);
    expect(signed).toEqual([]);
    await attendantOf(cleo, { ledger, signed, kept }).run([]);
    expect(signed).toMatchObject([{ type: 'receipt', body: { req: request.id, refs: [payment.id] } }]);
  });
});

describe('WSV-82 a receipt by itself', () => {
  it('WSV-82 is given for a promise that counts in what was asked for, and is kept', async () => {
    expect(await givenFor({})).toEqual(['receipt']);
    expect(await givenFor({}, { limit: 1200n })).toEqual(['receipt']);
  });

  it.each<[string, Partial<BodyOf<'unit'>>, Partial<UnitNote>]>([
    ['in another currency', { currency: 'USD' }, {}],
    ['of other decimals', { decimals: 0 }, {}],
    ['of points', { kind: 'points', transferable: false, expiresDays: 30, currency: 'USD' }, {}],
    ['nobody said yes to', {}, { stance: null }],
    ['that was stopped', {}, { stance: 'stopped' }],
    ['above the limit', {}, { limit: 1199n }],
  ])('WSV-82 is not given for a promise %s, whoever says that it pays', async (_, unit, note) => {
    expect(await givenFor(unit, note)).toEqual([]);
  });
});
