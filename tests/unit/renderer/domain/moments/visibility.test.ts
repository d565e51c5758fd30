import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { circleSpace, remarkSpace, whisperSpace } from '@domain/feed/spaces.ts';
import type { Audience } from '@domain/moments/audience.ts';
import type { Pass } from '@domain/moments/pass.ts';
import {
  type CircleFacts,
  type OwnReaders,
  type PersonFacts,
  asideSpace,
  audienceKey,
  isIn,
  mayHold,
  mayRead,
} from '@domain/moments/visibility.ts';
import type { Aside } from '@domain/moments/words.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const NAMES = ['anna', 'bela', 'cleo', 'dora', 'emil'] as const;
const people = NAMES.map((name) => idOf<AccountId>(name));
const account = fc.constantFrom(...people);
const tag = fc.constantFrom('family', 'work', 'club');
const some = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 4 });
const audience: fc.Arbitrary<Audience> = fc.oneof(
  fc.constant({ kind: 'contacts' as const }),
  fc.constant({ kind: 'me' as const }),
  some(tag).map((tags) => ({ kind: 'tags' as const, tags })),
  some(account).map((accounts) => ({ kind: 'only' as const, accounts })),
  some(account).map((accounts) => ({ kind: 'except' as const, accounts })),
);
const person: fc.Arbitrary<PersonFacts> = fc.record({
  account,
  isContact: fc.boolean(),
  tags: fc.array(tag, { maxLength: 3 }),
  isClosed: fc.boolean(),
});

describe('whom a post is for', () => {
  it('VIS-2 nobody who is no contact, or shut out, is in any audience', () => {
    fc.assert(
      fc.property(audience, person, (whom, who) => {
        if (!who.isContact || who.isClosed) expect(isIn(whom, who)).toBe(false);
      }),
    );
  });

  it('VIS-2 says of an open contact what the words of the audience say', () => {
    fc.assert(
      fc.property(audience, person, (whom, facts) => {
        const who = { ...facts, isContact: true, isClosed: false };
        const said = {
          contacts: () => true,
          me: () => false,
          tags: () => 'tags' in whom && whom.tags.some((one) => who.tags.includes(one)),
          only: () => 'accounts' in whom && whom.accounts.includes(who.account),
          except: () => 'accounts' in whom && !whom.accounts.includes(who.account),
        };
        expect(isIn(whom, who)).toBe(said[whom.kind]());
      }),
    );
  });

  it('VIS-2 two audiences have one circle just where they name the same, in whatever order and however often', () => {
    fc.assert(
      fc.property(some(account), fc.constantFrom('only' as const, 'except' as const), (accounts, kind) => {
        const again = { kind, accounts: [...accounts, ...accounts].toReversed() };
        expect(audienceKey(again)).toBe(audienceKey({ kind, accounts }));
        const other = kind === 'only' ? ('except' as const) : ('only' as const);
        expect(audienceKey({ kind: other, accounts })).not.toBe(audienceKey({ kind, accounts }));
        const more = people.find((one) => !accounts.includes(one));
        if (more !== undefined)
          expect(audienceKey({ kind, accounts: [...accounts, more] })).not.toBe(audienceKey({ kind, accounts }));
      }),
    );
  });
});

/** What there is: who knows whom, and whose circles are for whom. Everybody has one base circle and one other. */
interface Society {
  readonly knows: (one: AccountId, other: AccountId) => boolean;
  readonly isReader: (owner: AccountId, kind: 'base' | 'other', reader: AccountId) => boolean;
}

const NOW = 1000;
const circleOf = (owner: AccountId, kind: 'base' | 'other') =>
  circleSpace(owner, new Uint8Array(16).fill(kind === 'base' ? 1 : 2));

function passOf(owner: AccountId, kind: 'base' | 'other', reader: AccountId, change: Partial<Pass> = {}): Pass {
  const device = owner as string as DeviceId;
  const fields = {
    kind,
    nonce: new Uint8Array(16),
    owner,
    reader,
    device,
    epoch: 1,
    secret: new Uint8Array(16),
    at: 1,
    until: NOW + 1,
    from: 0,
    others: new Map<DeviceId, number>(),
  };
  return { ...fields, circle: circleOf(owner, kind), packed: new Uint8Array(), ...change };
}

/** Everything one device could know, everybody having been linked with everybody they know. */
function factsOf(self: AccountId, { knows, isReader }: Society, asides: readonly Aside[]): CircleFacts {
  const others = people.filter((one) => one !== self);
  const kinds = ['base', 'other'] as const;
  const own = new Map<SpaceId, OwnReaders>(
    kinds.map((kind) => [
      circleOf(self, kind),
      { kind, readers: new Set(others.filter((one) => isReader(self, kind, one))) },
    ]),
  );
  const held = new Map(
    others.flatMap((owner) =>
      kinds
        .filter((kind) => isReader(owner, kind, self))
        .map((kind) => [circleOf(owner, kind), { pass: passOf(owner, kind, self), heard: 1 }] as const),
    ),
  );
  const shown = new Map(
    others
      .filter((one) => knows(self, one))
      .map((one) => {
        const passes = people.flatMap((owner) =>
          kinds.flatMap((kind) =>
            held.has(circleOf(owner, kind)) && isReader(owner, kind, one) ? [passOf(owner, kind, one)] : [],
          ),
        );
        return [one, new Map(passes.map((pass) => [pass.circle, pass]))] as const;
      }),
  );
  const facts: CircleFacts = {
    ...{ self, own, held, shown, asides: new Map<SpaceId, Aside>() },
    basesOf: (one) => (one === self || isReader(one, 'base', self) ? [circleOf(one, 'base')] : []),
    isContact: (one) => one !== self && knows(self, one),
  };
  const known = asides.filter((aside) => mayHold(facts, aside));
  return { ...facts, asides: new Map(known.map((aside) => [asideSpace(aside), aside])) };
}

const society: fc.Arbitrary<Society> = fc
  .record({
    pairs: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
    open: fc.array(fc.boolean(), { minLength: 50, maxLength: 50 }),
  })
  .map(({ pairs, open }) => {
    const place = (one: AccountId) => people.indexOf(one);
    const known = new Map<string, boolean>();
    let at = 0;
    for (const [low, one] of people.entries())
      for (const other of people.slice(low + 1)) {
        known.set(`${one} ${other}`, pairs[at] ?? false);
        at += 1;
      }
    const knows = (one: AccountId, other: AccountId) =>
      known.get(place(one) < place(other) ? `${one} ${other}` : `${other} ${one}`) ?? false;
    const isOpen = (owner: AccountId, kind: string, reader: AccountId) =>
      open[place(owner) * 10 + place(reader) * 2 + (kind === 'base' ? 0 : 1)] ?? false;
    return {
      knows,
      isReader: (owner, kind, reader) =>
        owner !== reader && knows(owner, reader) && (kind === 'base' || isOpen(owner, kind, reader)),
    };
  });

const kinds = fc.constantFrom('base' as const, 'other' as const);
const trio = fc.tuple(account, account, account).filter((all) => new Set(all).size === 3);

describe('who may be given what', () => {
  it('VIS-4 whoever holds a circle gives it to its readers that they know, its owner among them, and to nobody else', () => {
    fc.assert(
      fc.property(society, kinds, account, account, account, (world, kind, owner, giver, asker) => {
        if (giver === asker) return;
        const space = circleOf(owner, kind);
        const facts = factsOf(giver, world, []);
        const holds = giver === owner || world.isReader(owner, kind, giver);
        const isEntitled = asker === owner || world.isReader(owner, kind, asker);
        expect(mayRead(facts, asker, { space, now: NOW })).toBe(holds && isEntitled && world.knows(giver, asker));
      }),
      { numRuns: 1000 },
    );
  });

  it('VIS-6 remarks go to the poster, to who made them, and to who is a friend of both: by whoever is one', () => {
    fc.assert(
      fc.property(society, kinds, trio, account, (world, kind, [owner, reader, asker], giver) => {
        if (giver === asker || !world.isReader(owner, kind, reader)) return;
        const aside: Aside = { circle: circleOf(owner, kind), reader, what: 'remarks' };
        const facts = factsOf(giver, world, [aside]);
        const isFriendOfBoth = (one: AccountId) =>
          one === owner || one === reader || (world.isReader(owner, kind, one) && world.knows(one, reader));
        expect(facts.asides.size === 1).toBe(isFriendOfBoth(giver) && holdsCircle(world, { owner, kind }, giver));
        const expected = facts.asides.size === 1 && isFriendOfBoth(asker) && world.knows(giver, asker);
        expect(mayRead(facts, asker, { space: remarkSpace(aside.circle, reader), now: NOW })).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('VIS-6 who lost leave for a circle is given nothing beside it, and nothing is taken from them, by the poster or by friends', () => {
    const [owner, friend, reader] = people as [AccountId, AccountId, AccountId];
    const kind = 'other';
    const isOpen: Society = { knows: () => true, isReader: (of, _, one) => of !== one };
    const isShut: Society = {
      ...isOpen,
      isReader: (of, what, one) => of !== one && !(of === owner && what === kind && one === reader),
    };
    for (const what of ['remarks', 'whispers'] as const) {
      const aside: Aside = { circle: circleOf(owner, kind), reader, what };
      const at = { space: asideSpace(aside), now: NOW };
      const may = (world: Society, giver: AccountId) => mayRead(factsOf(giver, world, [aside]), reader, at);
      expect([may(isOpen, owner), may(isShut, owner)]).toEqual([true, false]);
      if (what === 'remarks') expect([may(isOpen, friend), may(isShut, friend)]).toEqual([true, false]);
    }
  });

  it('VIS-7 what was seen goes to the poster alone', () => {
    fc.assert(
      fc.property(society, kinds, trio, account, (world, kind, [owner, reader, asker], giver) => {
        if (giver === asker || !world.isReader(owner, kind, reader)) return;
        const aside: Aside = { circle: circleOf(owner, kind), reader, what: 'whispers' };
        const facts = factsOf(giver, world, [aside]);
        expect(mayRead(facts, asker, { space: whisperSpace(aside.circle, reader), now: NOW })).toBe(false);
        if (giver !== reader) return;
        expect(mayRead(facts, owner, { space: whisperSpace(aside.circle, reader), now: NOW })).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('VIS-9 a pass of an older epoch than was heard of, or whose time is over, opens nothing', () => {
    const [owner, giver, asker] = people as [AccountId, AccountId, AccountId];
    const world: Society = { knows: () => true, isReader: (of, _, reader) => of !== reader };
    const circle = circleOf(owner, 'other');
    const facts = factsOf(giver, world, []);
    const held = facts.held.get(circle);
    if (held === undefined) throw new Error('not held');
    const after = { ...facts, held: new Map(facts.held).set(circle, { ...held, heard: 2 }) };
    expect(mayRead(facts, asker, { space: circle, now: NOW })).toBe(true);
    expect(mayRead(after, asker, { space: circle, now: NOW })).toBe(false);
    expect(mayRead(facts, asker, { space: circle, now: NOW + 1 })).toBe(false);
    // The owner is no reader: theirs needs no pass.
    expect(mayRead(after, owner, { space: circle, now: NOW + 1 })).toBe(true);
  });
});

function holdsCircle(world: Society, of: { owner: AccountId; kind: 'base' | 'other' }, one: AccountId): boolean {
  return one === of.owner || world.isReader(of.owner, of.kind, one);
}
