/** Random histories: whatever happens, every message that was acknowledged is at last at both, once, in one order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Person, type World, setup } from './support/world.ts';

type Step =
  | { readonly do: 'say'; readonly who: number; readonly to: number }
  | { readonly do: 'part'; readonly who: number }
  | { readonly do: 'heal' | 'signaling-down' | 'signaling-up' }
  | { readonly do: 'open' | 'close' | 'kill' | 'break' | 'fill-disk' | 'free-disk'; readonly who: number }
  | { readonly do: 'pass'; readonly time: number };

const who = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('say' as const), who, to: who }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pass' as const), time: fc.constantFrom(0, 3, 20, 70, 400, 3000, 11_000) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('part' as const), who }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('heal' as const, 'signaling-down' as const, 'signaling-up' as const) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'open' as const,
        'close' as const,
        'kill' as const,
        'break' as const,
        'fill-disk' as const,
        'free-disk' as const,
      ),
      who,
    }),
  },
);

/** What is durable; a message that failed is shown to its author alone, as failed. */
async function durable(person: Person, other: Person): Promise<readonly string[]> {
  const messages = await person.messages(other.name);
  return messages.flatMap(({ state, body }) =>
    state === 'failed' || state === 'queued' || body.kind !== 'text' ? [] : [body.text],
  );
}

/** What happened in one history. */
class History {
  /** By sender and receiver: texts whose sending was acknowledged. */
  readonly acknowledged = new Map<string, string[]>();
  private readonly people: readonly Person[];
  private readonly world: World;
  private count = 0;

  constructor(world: World, people: readonly Person[]) {
    this.world = world;
    this.people = people;
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const each of steps) await this.take(each);
    await this.calm();
  }

  private async take(each: Step): Promise<void> {
    const { network } = this.world;
    switch (each.do) {
      case 'say':
        return this.say(this.person(each.who), this.person(each.to));
      case 'pass':
        return this.world.pass(each.time);
      case 'heal':
        return network.heal();
      case 'signaling-down':
      case 'signaling-up':
        return network.setSignaling(each.do === 'signaling-up');
      default:
        return this.happen(each.do, this.person(each.who));
    }
  }

  private async happen(
    what: Exclude<Step['do'], 'say' | 'pass' | 'heal' | 'signaling-down' | 'signaling-up'>,
    person: Person,
  ): Promise<void> {
    if (what === 'fill-disk') person.disk.writeFault = 'storage-full';
    if (what === 'free-disk') person.disk.writeFault = null;
    if (what === 'open' && person.application === null) await person.open();
    if (what === 'close') await person.close();
    if (what === 'kill' && person.application !== null) await person.kill();
    if (what === 'part' || what === 'break') this.disturb(what, person);
  }

  private disturb(what: 'part' | 'break', { transport }: Person): void {
    const { network } = this.world;
    if (transport === null) return;
    if (what === 'part') network.partition([transport]);
    else {
      for (const other of this.people) {
        if (other.transport !== null && other.transport !== transport) network.breakLinks(transport, other.transport);
      }
    }
  }

  private async say(from: Person, to: Person): Promise<void> {
    if (from === to || from.application?.startup.get().status !== 'ready') return;
    this.count += 1;
    const text = `${from.name} ${this.count}`;
    const pair = `${from.name} ${to.name}`;
    const space = await from.spaceWith(to.name);
    const sending = from.workspace.sendText(space, text).then((sent) => {
      if (sent.ok) this.acknowledged.set(pair, [...(this.acknowledged.get(pair) ?? []), text]);
    });
    // Some are still under way when the next thing happens.
    if (this.count % 3 > 0) await sending;
  }

  /** Everything is set right, and time goes by. */
  private async calm(): Promise<void> {
    this.world.network.heal();
    this.world.network.setSignaling(true);
    for (const person of this.people) person.disk.writeFault = null;
    for (const person of this.people) {
      if (person.application === null) await person.open();
      else if (person.startup.status === 'failed') person.application.retry();
    }
    await this.world.pass(45_000);
  }

  async check(): Promise<void> {
    for (const [index, one] of this.people.entries()) {
      for (const other of this.people.slice(index + 1)) {
        const [here, there] = [await durable(one, other), await durable(other, one)];
        expect(here).toEqual(there);
        expect(new Set(here).size).toBe(here.length);
        for (const [from, to] of [
          [one, other],
          [other, one],
        ] as const) {
          const said = this.acknowledged.get(`${from.name} ${to.name}`) ?? [];
          expect(here.filter((text) => said.includes(text))).toEqual(said);
        }
      }
      for (const link of await one.workspace.diagnostics().then((told) => (told.ok ? told.value.links : []))) {
        // The chat, and every circle that both may read.
        const spaces = 1 + this.people.length;
        expect(link).toMatchObject({ synced: spaces, spaces, refused: 0 });
      }
      expect(one.workspace.connection.get().devices).toBe(this.people.length - 1);
    }
  }

  private person(index: number): Person {
    const person = this.people[index % this.people.length];
    if (person === undefined) throw new Error('there are people');
    return person;
  }
}

describe('random histories', () => {
  // fast-check prints seed and path of a failure; give them here to see it again.
  it.each([
    [2, 40, 30],
    [3, 20, 40],
  ])(
    'REP-7 %i people, %i histories: acknowledged is delivered, once, in one order',
    async (people, numRuns, maxLength) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength }), async (steps) => {
          const { world, people: all } = await setup(...['Alice', 'Bob', 'Carol'].slice(0, people));
          const history = new History(world, all);
          await history.run(steps);
          await history.check();
        }),
        { numRuns, interruptAfterTimeLimit: 25_000, markInterruptAsFailure: false },
      );
    },
    60_000,
  );
});
