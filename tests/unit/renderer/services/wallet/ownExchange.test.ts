/** What two devices of one person tell each other of the wallet, word by word. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { encodeCanonical, decodeCanonical } from '@domain/codec/canonical.ts';
import { encodeLinkMessage } from '@domain/link/messages.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import { OWN_BUCKETS, SUM_LENGTH } from '@domain/wallet/ownSums.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { AccountId } from '@shared/ids.ts';
import type { OwnWord, WalletWord } from '@services/replication/session.ts';
import { must } from '../../domain/support/devices.ts';
import { type Person, deviceOf } from '../../domain/wallet/support/people.ts';
import { realPerson } from '../../domain/wallet/support/realPeople.ts';
import { type TestUnit, found, mint } from '../../domain/wallet/support/records.ts';
import { certificatesOf, give, peerOf } from './support/desk.ts';
import { type Twin, twinDesks } from './support/twinDesks.ts';

let ann: Person;
let annThere: Person;
let ben: Person;
let unit: TestUnit;
let promises: readonly VerifiedOf<'mint'>[];

beforeEach(async () => {
  [ann, annThere, ben] = await Promise.all([realPerson('Ann', 1), realPerson('Ann', 1, 11), realPerson('Ben', 2)]);
  unit = await found(ben);
  promises = await Promise.all(Array.from({ length: 24 }, (_, place) => mint(unit, ann, BigInt(place + 1))));
});

const pair = async () => {
  const twins = await twinDesks([ann, annThere]);
  for (const { exchange } of [twins.one, twins.other]) exchange.start();
  return twins;
};
const keep = async ({ desk }: Twin, ...records: readonly VerifiedRecord[]) =>
  must(await desk.book.commit({ records, certificates: certificatesOf(ben), from: ben.account }));
const idsOf = ({ desk }: Twin) => [...desk.book.view.records()].map(({ id }) => id).toSorted();
const balanceOf = ({ desk }: Twin) => desk.book.view.unit(unit.id)?.balanceOf(holderOf(ann.account)) ?? 0n;
/** What an own device says of some records, and to whom it says that they are owed. */
const ownWord = (records: readonly VerifiedRecord[], owed: readonly [AccountId, RecordId][] = []): OwnWord => ({
  ...{ ...give(certificatesOf(ben), ...records), t: 'wallet.own' },
  owed: [...owed],
});
const count = (words: readonly WalletWord[], type: WalletWord['t']) => words.filter(({ t }) => t === type).length;

describe('WSV-180 to have the same', () => {
  it('WSV-180 whatever each of them has, they come to have all of it, and then say nothing more', async () => {
    const subset = fc.array(fc.nat(23), { maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(subset, subset, async (here, there) => {
        const twins = await pair();
        const { one, other } = twins;
        const some = (places: readonly number[]) => promises.filter((_, place) => places.includes(place));
        await keep(one, unit.unit, unit.book, ...some(here));
        await keep(other, ...some(there));
        await twins.link();
        await twins.later(3);
        const all = new Set([...here, ...there]);
        expect(idsOf(one)).toEqual(idsOf(other));
        expect(idsOf(one)).toHaveLength(2 + all.size);
        expect(balanceOf(other)).toBe([...all].reduce((sum, place) => sum + BigInt(place + 1), 0n));
        expect(balanceOf(one)).toBe(balanceOf(other));
        const said = one.said.length + other.said.length;
        await twins.later(10);
        expect(one.said.length + other.said.length).toBe(said);
      }),
      { numRuns: 15 },
    );
  });

  it('WSV-180 what is kept while they are linked is told at once, and kept before it counts', async () => {
    const twins = await pair();
    const { one, other } = twins;
    await twins.link();
    const said = count(other.said, 'wallet.own');
    await keep(one, unit.unit, unit.book, ...promises.slice(0, 1));
    await twins.flow();
    expect(balanceOf(other)).toBe(1n);
    const kept = must(await other.desk.store.wallet.after(0, 100)).map(({ id }) => id);
    expect(kept).toEqual(expect.arrayContaining([unit.id, promises[0]?.id]));
    // It came from the other: that hears nothing of it again.
    expect(count(other.said, 'wallet.own')).toBe(said);
  });

  it('WSV-181 a word that was lost with the link, or that the disk did not take, is made up for', async () => {
    const twins = await pair();
    const { one, other } = twins;
    await keep(one, unit.unit, unit.book, ...promises);
    other.desk.store.failNext('storage-full');
    await twins.link();
    expect(balanceOf(other)).toBe(0n);
    await twins.later(12);
    expect(idsOf(other)).toEqual(idsOf(one));
    twins.cut();
    await keep(other, await mint(unit, ann, 1000n));
    expect(balanceOf(one)).toBe(300n);
    await twins.link();
    expect(balanceOf(one)).toBe(1300n);
  });

  it('WSV-181 much of it comes in messages of bounded size', async () => {
    const twins = await pair();
    const { one, other } = twins;
    const many = await Promise.all(Array.from({ length: 1500 }, () => mint(unit, ann, 1n)));
    await keep(one, unit.unit, unit.book);
    for (let from = 0; from < many.length; from += 250) await keep(one, ...many.slice(from, from + 250));
    await twins.link();
    await twins.later(2);
    expect(balanceOf(other)).toBe(1500n);
    expect(Math.max(...one.said.map((word) => encodeLinkMessage(word).length))).toBeLessThan(600 * 1024);
    expect(count(other.said, 'wallet.marks')).toBeLessThan(20);
  });

  it('WSV-181 what a newer version made is passed over again and again, and keeps nothing else from coming', async () => {
    const twins = await pair();
    const { one, other } = twins;
    await keep(one, unit.unit, unit.book, ...promises.slice(0, 3));
    const content = decodeCanonical(promises[0]?.bytes ?? new Uint8Array());
    if (!content.ok || typeof content.value !== 'object') throw new Error('no map');
    const newer = encodeCanonical([
      encodeCanonical({ ...content.value, v: 2 }),
      [[new Uint8Array(32), new Uint8Array(64)]],
    ]);
    await twins.link();
    const word = give([], ...promises.slice(3, 5));
    const more: OwnWord = { ...word, t: 'wallet.own', owed: [], records: [newer, ...word.records] };
    expect(await other.exchange.hear(peerOf(ann), more)).toBe(true);
    expect(balanceOf(other)).toBe(1n + 2n + 3n + 4n + 5n);
  });
});

describe('WSV-183 only own devices that stand', () => {
  it('WSV-183 what another person says so is passed over, and one that is taken out is told and believed nothing more', async () => {
    const twins = await pair();
    const { one, other, family } = twins;
    await twins.link();
    const said = one.said.length;
    one.desk.link(ben);
    const all = [unit.unit, unit.book, ...promises.slice(0, 1)];
    expect(await one.exchange.hear(peerOf(ben), ownWord(all))).toBe(true);
    const sums = { t: 'wallet.sums', sums: new Uint8Array(OWN_BUCKETS * SUM_LENGTH) } as const;
    expect(await one.exchange.hear(peerOf(ben), sums)).toBe(true);
    expect([balanceOf(one), one.said.length, one.desk.said.length]).toEqual([0n, said, 0]);
    family.takeOut(annThere);
    await keep(one, ...all);
    expect(await one.exchange.hear(peerOf(annThere), ownWord(promises.slice(1, 2)))).toBe(true);
    expect(await one.exchange.hear(peerOf(annThere), sums)).toBe(true);
    await twins.later(3);
    expect([balanceOf(one), one.said.length]).toEqual([1n, said]);
    expect(balanceOf(other)).toBe(0n);
  });

  it('WSV-20 one record that does not hold makes all of it an offence, from an own device, too', async () => {
    const twins = await pair();
    const { one } = twins;
    await twins.link();
    const word = give(certificatesOf(ben), unit.unit, unit.book, ...promises.slice(0, 1));
    const [first = new Uint8Array()] = word.records.slice(-1).map((bytes) => bytes.slice());
    first[first.length - 1] = (first.at(-1) ?? 0) ^ 1;
    expect(
      await one.exchange.hear(peerOf(annThere), {
        ...word,
        t: 'wallet.own',
        owed: [],
        records: [...word.records, first],
      }),
    ).toBe(false);
    expect(idsOf(one)).toEqual([]);
  });
});

describe('WSV-182 who has yet to get it', () => {
  it('WSV-182 goes along: the other brings it, too, and nobody whom it does not concern', async () => {
    const twins = await pair();
    const { one, other } = twins;
    await keep(one, unit.unit, unit.book);
    const paid = await mint(unit, ann, 5n);
    must(await one.desk.book.commit({ records: [paid] }));
    expect(one.desk.book.pendingFor(ben.account)).toEqual([paid.id]);
    await twins.link();
    await twins.later(2);
    expect(other.desk.book.pendingFor(ben.account)).toEqual([paid.id]);
    const cleo = await realPerson('Cleo', 3);
    await other.exchange.hear(peerOf(ann), ownWord([paid], [[cleo.account, paid.id]]));
    expect(other.desk.book.pendingFor(cleo.account)).toEqual([]);
    // What nobody waits for is kept without a word to anybody.
    expect(other.desk.book.pendingFor(deviceOf(ben).account)).toEqual([paid.id]);
  });
});
