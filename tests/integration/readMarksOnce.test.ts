/** What others are told of reading, and how often. */
import { describe, expect, it } from 'vitest';
import { linkDevice } from './support/linkedDevice.ts';
import { type Person, must, two } from './support/world.ts';

const eventsOf = async (person: Person) => must(await person.workspace.diagnostics()).store.events;

/** Opens the chat: everything in it was read. */
async function readAll(person: Person, of: string): Promise<void> {
  const at = (await person.messages(of)).findLast(({ own }) => !own)?.at ?? 0;
  must(await person.workspace.markRead(await person.spaceWith(of), at));
  await person.world.pass(3000);
}

describe('read marks', () => {
  it('CHT-13 one that was told is not told again after another start, the next is', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'read me');
    await world.pass(1000);
    const before = await eventsOf(alice);
    await readAll(bob, 'Alice');
    expect(await eventsOf(alice)).toBe(before + 1);
    for (const end of ['close', 'kill'] as const) {
      await bob[end]();
      await bob.open();
      await world.pass(12_000);
      await readAll(bob, 'Alice');
    }
    expect(await eventsOf(alice)).toBe(before + 1);
    await alice.say('Bob', 'and me');
    await world.pass(1000);
    await readAll(bob, 'Alice');
    expect((await alice.messages('Bob')).at(-1)?.state).toBe('read');
    expect(await eventsOf(alice)).toBe(before + 3);
  });

  it('CHT-13 one that the app ended before is told after the next start', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'read me');
    await world.pass(1000);
    const at = (await bob.messages('Alice')).at(-1)?.at ?? 0;
    must(await bob.workspace.markRead(await bob.spaceWith('Alice'), at));
    await bob.close();
    await bob.open();
    await world.pass(12_000);
    expect((await alice.messages('Bob')).at(-1)?.state).toBe('delivered');
    await readAll(bob, 'Alice');
    expect((await alice.messages('Bob')).at(-1)?.state).toBe('read');
  });

  it('CHT-13 one that another own device told is not told again', async () => {
    const { world, alice, bob } = await two();
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(5000);
    for (const text of ['one', 'two']) {
      await bob.say('Alice', text);
      await world.pass(3000);
      const before = await eventsOf(bob);
      await readAll(alice, 'Bob');
      await readAll(laptop, 'Bob');
      await world.pass(3000);
      expect(await eventsOf(bob)).toBe(before + 1);
    }
  });
});
