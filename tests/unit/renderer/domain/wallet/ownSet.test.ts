/** What a device has of the wallet, as own devices compare it. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OwnSet, certifiedAs, differing } from '@domain/wallet/ownSet.ts';
import { CERTIFICATE_BUCKET, OWN_BUCKETS, SUM_LENGTH } from '@domain/wallet/ownSums.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import { certificateOf, deviceOf, keyNamed, person } from './support/people.ts';
import { found, make, mint } from './support/records.ts';

const ana = person('Ana', 3);
const unit = await found(ana);
const records: readonly VerifiedRecord[] = [
  unit.unit,
  unit.book,
  ...(await Promise.all(Array.from({ length: 60 }, (_, place) => mint(unit, person('Ben'), BigInt(place + 1))))),
];

const setOf = (all: Iterable<VerifiedRecord>) => {
  const set = new OwnSet();
  for (const record of all) set.put(record);
  return set;
};
/** Everything one lacks of the other, bucket by bucket. */
const lacking = (here: OwnSet, there: OwnSet) =>
  differing(here.sumsNow(), there.sumsNow()).flatMap((bucket) => there.missingFrom(bucket, here.marksOf(bucket)));

it('WAL-160 two that have the same have the same sums, in whatever order it came', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...records], { minLength: records.length }), (shuffled) => {
      expect(setOf(shuffled).sumsNow()).toEqual(setOf(records).sumsNow());
    }),
    { numRuns: 20 },
  );
  expect(setOf([]).sumsNow()).toHaveLength(OWN_BUCKETS * SUM_LENGTH);
});

it('WAL-160 each finds what it lacks of the other, all of it and nothing else', () => {
  const subset = fc.subarray([...records]);
  fc.assert(
    fc.property(subset, subset, (mine, theirs) => {
      const [here, there] = [setOf(mine), setOf(theirs)];
      const missing = theirs.filter((record) => !mine.includes(record)).map(({ id }) => id);
      expect([...lacking(here, there)].toSorted()).toEqual(missing.toSorted());
    }),
    { numRuns: 100 },
  );
});

it('WAL-160 a further signature is something one can lack, until there is no room for another', async () => {
  const signers = [1, 2, 3].map((number) => deviceOf(ana, number));
  const body = { unit: unit.id, to: holderOf(person('Ben').account), amount: 5n };
  const one = await make('mint', body, signers.slice(0, 1), 'twice');
  const both = await make('mint', body, signers.slice(0, 2), 'twice');
  expect(both.signatures).toHaveLength(2);
  const [here, there] = [setOf([one]), setOf([both])];
  expect(lacking(here, there)).toEqual([one.id]);
  here.put(both);
  expect(here.sumsNow()).toEqual(there.sumsNow());
  const full = (from: number) => ({
    ...one,
    signatures: Array.from({ length: 8 }, (_, place) => ({ ...one.signatures[0], key: `key ${from + place}` })),
  });
  const [some, others] = [full(0), full(3)] as unknown as readonly [VerifiedRecord, VerifiedRecord];
  expect(lacking(setOf([some]), setOf([others]))).toEqual([]);
});

it('WAL-160 certificates are compared by the roles they come to', () => {
  const certify = (...all: readonly (readonly ('chat' | 'spend')[])[]) => {
    const set = new OwnSet();
    set.certify(all.map((roles) => certificateOf(keyNamed('root'), keyNamed('device'), roles)));
    return set;
  };
  const [chat, both, apart] = [certify(['chat']), certify(['chat', 'spend']), certify(['spend'], ['chat'])];
  expect(apart.sumsNow()).toEqual(both.sumsNow());
  expect(differing(chat.sumsNow(), both.sumsNow())).toEqual([CERTIFICATE_BUCKET]);
  const name = certifiedAs(certificateOf(keyNamed('root'), keyNamed('device'), []));
  expect(both.missingFrom(CERTIFICATE_BUCKET, chat.marksOf(CERTIFICATE_BUCKET))).toEqual([name]);
});
