/** What is said to be paid by itself, whatever somebody else's app signs. */
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import type { UnitNote } from '@domain/wallet/keptRecords.ts';
import type { BodyOf, Draft, RecordType, VerifiedRecord } from '@domain/wallet/record.ts';
import { Attendant, type AttendantParts } from '@services/wallet/attendant.ts';
import { ok } from '@shared/result.ts';
import { deviceOf } from '../../domain/wallet/support/people.ts';
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
  // Only what the attendant uses of book and signer.
  const parts = {
    book: { view: ledger },
    signer: {
      self: { account: ana.account, device: deviceOf(ana).key },
      sign: async <Type extends RecordType>(draft: Draft<Type>) => {
        const record = (await sealRecord(draft, deviceOf(ana))) as unknown as VerifiedRecord;
        ledger.add(record);
        signed.push(record);
        return ok(record);
      },
    },
    clock: { now: () => START },
    random: new SeededRandom(1),
    noteOf: (id: string) => (id === his.id ? kept : null),
  } as unknown as AttendantParts;
  await new Attendant(parts).run([promised]);
  return signed.map(({ type }) => type);
}

describe('WSV-82 a receipt by itself', () => {
  it('WSV-82 is given for a promise that counts in what was asked for, and is kept', async () => {
    expect(await answered({})).toEqual(['receipt']);
    expect(await answered({}, { limit: 1200n })).toEqual(['receipt']);
  });

  it.each<[string, Partial<BodyOf<'unit'>>, Partial<UnitNote>]>([
    ['in another currency', { currency: 'USD' }, {}],
    ['of other decimals', { decimals: 0 }, {}],
    ['of points', { kind: 'points', transferable: false, expiresDays: 30, currency: 'USD' }, {}],
    ['nobody said yes to', {}, { stance: null }],
    ['that was stopped', {}, { stance: 'stopped' }],
    ['above the limit', {}, { limit: 1199n }],
  ])('WSV-82 is not given for a promise %s, whoever says that it pays', async (_, unit, note) => {
    expect(await answered(unit, note)).toEqual([]);
  });
});
