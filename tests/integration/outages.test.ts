/** Long outages of what people do not see: signaling, the database. */
import { describe, expect, it } from 'vitest';
import { type Person, must, two } from './support/world.ts';

const HOUR = 3_600_000;

async function inSync(person: Person): Promise<boolean> {
  const { links } = must(await person.workspace.diagnostics());
  return links.length > 0 && links.every(({ synced, spaces, refused }) => synced === spaces && refused === 0);
}

describe('an hour without signaling', () => {
  it('LNK-8 costs those who are linked nothing: every word arrives at once, and nothing is said about it', async () => {
    const { world, alice, bob } = await two();
    world.network.setSignaling(false);
    for (let minute = 0; minute < 60; minute += 2) {
      await alice.say('Bob', `minute ${minute}`);
      await world.pass(500);
      expect((await alice.messages('Bob')).at(-1)?.state).toBe('delivered');
      await world.pass(2 * 60_000 - 500);
    }
    expect(await bob.texts('Alice')).toHaveLength(30);
    expect(await inSync(alice)).toBe(true);
    world.network.setSignaling(true);
    await world.pass(5000);
    expect(await inSync(bob)).toBe(true);
  });

  it('LNK-8 who lost their link meanwhile is found again within ten seconds of its return', async () => {
    const { world, alice, bob } = await two();
    world.network.setSignaling(false);
    if (alice.transport === null || bob.transport === null) throw new Error('both are online');
    world.network.breakLinks(alice.transport, bob.transport);
    await world.pass(HOUR / 2);
    await alice.say('Bob', 'from the dark');
    await bob.say('Alice', 'so am I');
    await world.pass(HOUR / 2);
    expect(await bob.texts('Alice')).toEqual(['so am I']);
    world.network.setSignaling(true);
    await world.pass(10_000);
    expect((await bob.texts('Alice')).toSorted()).toEqual(['from the dark', 'so am I']);
    expect(await alice.texts('Bob')).toEqual(await bob.texts('Alice'));
    expect(await inSync(alice)).toBe(true);
  });
});

describe('a database that another window holds', () => {
  it('STO-32 is said, not waited for in silence; once it is let go a retry opens everything', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'before the upgrade');
    await world.pass(1000);
    await alice.close();
    alice.disk.openFault = 'store-blocked';
    await alice.open();
    expect(alice.startup).toMatchObject({ status: 'failed', error: { code: 'store-blocked' } });
    await bob.say('Alice', 'are you there?');
    alice.disk.openFault = null;
    alice.application?.retry();
    await world.pass(12_000);
    expect(await alice.texts('Bob')).toEqual(['before the upgrade', 'are you there?']);
    expect(await inSync(alice)).toBe(true);
  });
});
