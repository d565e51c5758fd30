/** Whatever four friends do, in whatever order, with whoever away: nobody comes to hold a post that was not for them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Audience } from '@domain/moments/audience.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { post, texts } from './support/moments.ts';
import { type Person, must, setup } from './support/world.ts';

const NAMES = ['Anna', 'Bela', 'Cleo', 'Dora'] as const;
const HISTORIES = 6;
const who = fc.nat(NAMES.length - 1);
/** Two of them post, so that much is said in few circles. */
const poster = fc.nat(1);
const chosen = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(4) });
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('post' as const), who: poster, whom: who, kind: chosen }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('close' as const, 'tag' as const), who: poster, whom: who }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('away' as const, 'back' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.nat(40) }) },
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

interface Posted {
  readonly by: number;
  readonly text: string;
  readonly audience: Audience;
  /** Who was in its audience at any time since. */
  readonly entitled: Set<number>;
}

/** Four friends, and what is known of whom their posts are for. */
class Friends {
  readonly posted: Posted[] = [];
  private readonly closed = new Set<string>();
  private readonly tagged = new Set<string>();
  private readonly away = new Set<number>();
  private readonly people: readonly Person[];
  private readonly accounts: readonly Awaited<ReturnType<Person['account']>>[];

  constructor(people: readonly Person[], accounts: Friends['accounts']) {
    this.people = people;
    this.accounts = accounts;
  }

  async run(one: Act): Promise<void> {
    if (one.do === 'wait') await this.person(0).world.pass(one.seconds * 1000);
    else if (one.do === 'away' || one.do === 'back') await this.move(one.who, one.do === 'away');
    else if ('whom' in one && !this.away.has(one.who) && one.who !== one.whom) await this.act(one);
    this.settle();
  }

  async end(): Promise<void> {
    for (const place of [...this.away]) await this.move(place, false);
    await this.person(0).world.pass(120_000);
    this.settle();
    for (const [place, person] of this.people.entries()) {
      const held = await journalOf(person);
      const seen = new Set(await texts(person));
      for (const { by, text, audience, entitled } of this.posted) {
        if (by === place) continue;
        if (!entitled.has(place)) expect(held, `${text} is not for ${person.name}`).not.toContain(text);
        if (this.isIn(audience, by, place)) expect(seen, `${text} is for ${person.name}`).toContain(text);
      }
    }
  }

  private async act(one: Extract<Act, { readonly whom: number }>): Promise<void> {
    const person = this.person(one.who);
    const account = this.account(one.whom);
    const pair = `${one.who} ${one.whom}`;
    if (one.do === 'post') {
      const audience = this.audience(one.kind, account);
      const text = `<${NAMES[one.who]} ${this.posted.length}>`;
      this.posted.push({ by: one.who, text, audience, entitled: new Set() });
      await post(person, text, { audience });
      return;
    }
    const set = one.do === 'close' ? this.closed : this.tagged;
    const isSet = !set.has(pair);
    if (isSet) set.add(pair);
    else set.delete(pair);
    if (one.do === 'close') must(await person.workspace.closeMomentsTo(account, isSet));
    else must(await person.workspace.setTags(account, isSet ? ['near'] : []));
    // A person's next press is no sooner.
    await person.world.pass(100);
  }

  private audience(kind: number, account: Friends['accounts'][number]): Audience {
    const all: readonly Audience[] = [
      { kind: 'contacts' },
      { kind: 'tags', tags: ['near'] },
      { kind: 'only', accounts: [account] },
      { kind: 'except', accounts: [account] },
      { kind: 'me' },
    ];
    return all[kind] ?? { kind: 'me' };
  }

  private isIn(audience: Audience, by: number, place: number): boolean {
    const pair = `${by} ${place}`;
    if (by === place || this.closed.has(pair)) return false;
    const account = this.account(place);
    switch (audience.kind) {
      case 'contacts':
        return true;
      case 'me':
        return false;
      case 'tags':
        return this.tagged.has(pair);
      case 'only':
        return audience.accounts.includes(account);
      case 'except':
        return !audience.accounts.includes(account);
    }
  }

  private settle(): void {
    for (const { by, audience, entitled } of this.posted)
      for (const place of NAMES.keys()) if (this.isIn(audience, by, place)) entitled.add(place);
  }

  private async move(place: number, isAway: boolean): Promise<void> {
    if (this.away.has(place) === isAway) return;
    if (isAway) {
      this.away.add(place);
      await this.person(place).close();
    } else {
      this.away.delete(place);
      await this.person(place).open();
    }
  }

  private person(place: number): Person {
    const person = this.people[place];
    if (person === undefined) throw new Error('nobody there');
    return person;
  }

  private account(place: number): Friends['accounts'][number] {
    const account = this.accounts[place];
    if (account === undefined) throw new Error('nobody there');
    return account;
  }
}

/** Every event somebody ever took, as far as it is text. */
async function journalOf(person: Person): Promise<string> {
  const journal = new EventJournal(person.host, await person.account());
  const all: string[] = [];
  await journal.readAll((entries) => {
    for (const entry of entries) if (entry.t === 'event') all.push(new TextDecoder('latin1').decode(entry.payload));
    return Promise.resolve();
  });
  return all.join('\n');
}

it(`VIS-4 VIS-9 ${HISTORIES} histories of four friends: nobody holds what was not for them, everybody has what is`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 25 }), async (acts) => {
      const { people } = await setup(...NAMES);
      const accounts = await Promise.all(people.map((person) => person.account()));
      const friends = new Friends(people, accounts);
      for (const one of acts) await friends.run(one);
      await friends.end();
      for (const person of people) await person.close();
    }),
    { numRuns: HISTORIES, seed: 6, endOnFailure: true },
  );
}, 200_000);
