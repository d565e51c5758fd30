import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { letterId, packEnvelope } from '@domain/channel/letter.ts';
import { MOST_HOPS } from '@domain/channel/words.ts';
import {
  CARRY_FOR,
  LETTERS_OF_CHANNEL,
  LETTERS_OF_LINK,
  LetterFlood,
  MOST_CARRIED,
} from '@services/channels/letterFlood.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';

const random = new SeededRandom(3);
const space = 'space' as SpaceId;
const link = (name: number) => `link ${name}` as AccountId;
const envelope = () => packEnvelope({ key: random.bytes(32), nonce: random.bytes(24), box: random.bytes(300) });
const letter = (hops = 0) => ({ t: 'letter' as const, hops, bytes: envelope() });

function flood() {
  const clock = new FakeClock();
  const said: { readonly hops: number; readonly except: AccountId | null }[] = [];
  const made = new LetterFlood({ clock, say: (_, { hops }, except) => said.push({ hops, except }) });
  const carried = () => {
    const told: number[] = [];
    made.tell(space, ({ hops }) => told.push(hops));
    return told;
  };
  return { clock, said, made, carried };
}

describe('letters on their way', () => {
  it('CHN-12 goes on once, to everybody but who brought it, with one hop more, and not beyond the last', () => {
    const { made, said } = flood();
    const one = letter(2);
    expect(made.take(link(1), space, one)).toEqual({ isNew: true, isOffence: false });
    expect(made.take(link(2), space, one)).toEqual({ isNew: false, isOffence: false });
    expect(said).toEqual([{ hops: 3, except: link(1) }]);
    expect(made.take(link(1), space, letter(MOST_HOPS)).isNew).toBe(true);
    expect(said.length).toBe(1);
    expect(made.size).toBe(1);
  });

  it('CHN-12 tells who is met later what is carried, for a day; an own letter until an editor has it', async () => {
    const { clock, made, carried } = flood();
    const own = envelope();
    made.begin(space, own, 1);
    made.take(link(1), space, letter());
    expect(carried()).toEqual([1, 1]);
    await clock.advance(CARRY_FOR + 1);
    expect(carried()).toEqual([1]);
    made.settle([letterId(own)]);
    expect(carried()).toEqual([]);
    // What was received and comes round again is not taken up once more.
    expect(made.take(link(2), space, { t: 'letter', hops: 0, bytes: own }).isNew).toBe(false);
  });

  it('CHN-12 carries so many of others, and own ones whatever comes', () => {
    const { made, carried, clock } = flood();
    made.begin(space, envelope(), 0);
    for (let n = 0; n < MOST_CARRIED + 30; n += 1) made.take(link(n), space, letter());
    expect(carried().length).toBe(MOST_CARRIED + 1);
    expect(carried()[0]).toBe(0);
    made.leave(space);
    expect(made.size).toBe(0);
    expect(clock.monotonic()).toBe(0);
  });

  it('CHN-12 bounds what one link brings, and what all bring for one channel', async () => {
    const { made, clock } = flood();
    const outcomes = Array.from({ length: 200 }, () => made.take(link(1), space, letter()));
    expect(outcomes.filter(({ isNew }) => isNew).length).toBe(LETTERS_OF_LINK.capacity);
    expect(outcomes.filter(({ isOffence }) => isOffence).length).toBe(3);
    await clock.advance(10_000);
    expect(made.take(link(1), space, letter()).isNew).toBe(true);
    const all = Array.from({ length: 500 }, (_, n) => made.take(link(n + 2), space, letter()));
    expect(all.filter(({ isNew }) => isNew).length).toBeLessThanOrEqual(LETTERS_OF_CHANNEL.capacity);
    expect(all.some(({ isOffence }) => isOffence)).toBe(false);
  });

  it('CHN-12 hands on no bytes that are no letter, and holds whoever brings them to account', () => {
    const { made, said } = flood();
    const junk = { t: 'letter' as const, hops: 0, bytes: random.bytes(300) };
    expect(made.take(link(1), space, junk)).toEqual({ isNew: false, isOffence: true });
    expect([said.length, made.size]).toEqual([0, 0]);
  });

  it('CHN-12 what there was no place for is new when it is brought again, and a link that ended is forgotten', () => {
    const { made } = flood();
    const one = letter();
    expect(made.take(link(1), space, one).isNew).toBe(true);
    made.release(letterId(one.bytes));
    expect(made.take(link(2), space, one).isNew).toBe(true);
    for (let n = 0; n < LETTERS_OF_LINK.capacity; n += 1) made.take(link(1), space, one);
    expect(made.take(link(1), space, letter()).isNew).toBe(false);
    made.part(link(1));
    expect(made.take(link(1), space, letter()).isNew).toBe(true);
  });
});
