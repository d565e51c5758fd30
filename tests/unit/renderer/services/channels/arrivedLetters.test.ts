import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import type { Letter } from '@domain/channel/letter.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { ArrivedLetters, MORE_CLAIMS, MOST_RECEIVED_A_DAY, MOST_WAITING } from '@services/channels/arrivedLetters.ts';
import type { SpaceId } from '@shared/ids.ts';
import { fakeRecordId } from '../../../../support/web/fakeIds.ts';

const DAY = 24 * 3_600_000;
const space = 'space' as SpaceId;
const letter: Letter = {
  v: 1,
  kind: 'message',
  post: null,
  name: 'Ria',
  text: 'Hello',
  at: 1,
  thread: new Uint8Array(32),
};

function desk() {
  const clock = new FakeClock();
  const said: { readonly id: string; readonly at: number }[] = [];
  const log = {
    receivedSince: (_: SpaceId, since: number) =>
      Promise.resolve(said.filter(({ at }) => at >= since).map(({ id }) => id)),
  };
  const paid = new Map<Letter, RecordId>();
  const paymentOf = (_: SpaceId, one: Letter) => paid.get(one) ?? null;
  return { clock, said, paid, arrived: new ArrivedLetters({ log, clock, paymentOf }) };
}

describe('letters that came', () => {
  it('CHN-12 a day takes so many, whoever received them; the rest waits, oldest first', async () => {
    const { clock, said, arrived } = desk();
    for (let n = 0; n < MOST_RECEIVED_A_DAY - 2; n += 1) said.push({ id: `other ${n}`, at: clock.now() });
    for (const id of ['a', 'b', 'c']) expect(arrived.add(space, id, letter)).toBe(true);
    expect((await arrived.due(space)).map(([id]) => id)).toEqual(['a', 'b']);
    for (const id of ['a', 'b']) said.push({ id, at: clock.now() });
    expect(await arrived.due(space)).toEqual([]);
    expect(arrived.has(space)).toBe(true);
    await clock.advance(DAY + 1);
    expect((await arrived.due(space)).map(([id]) => id)).toEqual(['c']);
  });

  it('CHN-12 what another editor received waits no more, and only so many wait at all', async () => {
    const { clock, said, arrived } = desk();
    for (let n = 0; n < MOST_WAITING; n += 1) expect(arrived.add(space, `${n}`, letter)).toBe(true);
    expect(arrived.add(space, 'one more', letter)).toBe(false);
    expect(arrived.add(space, '0', letter)).toBe(true);
    said.push({ id: '0', at: clock.now() });
    expect((await arrived.due(space))[0]?.[0]).toBe('1');
    expect(arrived.add(space, 'one more', letter)).toBe(true);
    arrived.leave(space);
    expect(arrived.has(space)).toBe(false);
  });

  it('CHN-33 claims of who paid have places that no other letters take, and these are counted too', async () => {
    const { clock, said, arrived } = desk();
    const claim: Letter = { ...letter, kind: 'claim' };
    for (let n = 0; n < MOST_WAITING; n += 1) arrived.add(space, `${n}`, letter);
    expect(arrived.add(space, 'one more', letter)).toBe(false);
    for (let n = 0; n < MORE_CLAIMS; n += 1) expect(arrived.add(space, `claim ${n}`, claim)).toBe(true);
    expect(arrived.add(space, 'another claim', claim)).toBe(false);
    for (let n = 0; n < MOST_RECEIVED_A_DAY; n += 1) said.push({ id: `other ${n}`, at: clock.now() });
    const due = await arrived.due(space);
    expect(due.map(([id]) => id)).toEqual(Array.from({ length: MORE_CLAIMS }, (_, n) => `claim ${n}`));
    for (const [id] of due) said.push({ id, at: clock.now() });
    arrived.add(space, 'another claim', claim);
    expect(await arrived.due(space)).toEqual([]);
  });

  it('CHN-12 who paid once has one letter beyond what a day takes, however many they write', async () => {
    const { clock, said, paid, arrived } = desk();
    const claim: Letter = { ...letter, kind: 'claim' };
    const all = MOST_RECEIVED_A_DAY + MORE_CLAIMS;
    for (let n = 0; n < all; n += 1) said.push({ id: `taken ${n}`, at: clock.now() });
    for (let n = 0; n < all; n += 1) arrived.add(space, `waits ${n}`, claim);
    const add = (name: string, payment: string) => {
      const paying = { ...claim, name };
      paid.set(paying, fakeRecordId(payment));
      return arrived.add(space, name, paying);
    };
    expect([add('a', 'one'), add('b', 'one'), add('c', 'other')]).toEqual([true, false, true]);
    expect((await arrived.due(space)).map(([id]) => id)).toEqual(['a', 'c']);
    for (const id of ['a', 'c']) said.push({ id, at: clock.now() });
    expect(await arrived.due(space)).toEqual([]);
    expect(add('d', 'one')).toBe(false);
  });

  it('CHN-12 who paid is taken up at once, whatever number of claims of others came and waits', async () => {
    const { clock, said, paid, arrived } = desk();
    const claim: Letter = { ...letter, kind: 'claim' };
    const all = MOST_RECEIVED_A_DAY + MORE_CLAIMS;
    for (let n = 0; n < all; n += 1) said.push({ id: `taken ${n}`, at: clock.now() });
    for (let n = 0; n < all; n += 1) arrived.add(space, `waits ${n}`, claim);
    expect(await arrived.due(space)).toEqual([]);
    const paying = { ...claim, name: 'Who paid' };
    expect(arrived.add(space, 'paid', paying)).toBe(false);
    paid.set(paying, fakeRecordId('one'));
    expect(arrived.add(space, 'paid', paying)).toBe(true);
    expect((await arrived.due(space)).map(([id]) => id)).toEqual(['paid']);
    await clock.advance(DAY + 1);
    expect((await arrived.due(space))[0]?.[0]).toBe('paid');
    expect(await arrived.due(space)).toHaveLength(all + 1);
  });
});
