/** An old copy of a profile that comes alive: never a silent merge. */
import { describe, expect, it } from 'vitest';
import { comeBackFrom, journalOf } from './support/oldCopy.ts';
import { two } from './support/world.ts';

describe('an old copy of a profile that comes alive', () => {
  it('EVT-10 REP-20 is no silent merge: both sides hold the proof, and the copy says nothing more in that chat', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'before the backup');
    await world.pass(2000);
    const account = await alice.account();
    const backup = await journalOf(alice);
    await alice.say('Bob', 'after the backup');
    await world.pass(2000);
    await bob.close();
    await alice.close();
    await comeBackFrom(alice, backup, account);
    await alice.open();
    // Nobody is there to tell this copy that it is old: it goes on where its chain ended.
    await alice.say('Bob', 'said by the copy');
    await bob.open();
    await world.pass(15_000);
    const seenByBob = await bob.read(bob.workspace.equivocations(await alice.account()));
    const seenByAlice = await alice.read(alice.workspace.equivocations(await alice.account()));
    expect(seenByBob).toHaveLength(1);
    expect(seenByAlice).toHaveLength(1);
    expect(await bob.texts('Alice')).toEqual(['before the backup', 'after the backup']);
    const more = await alice.workspace.sendText(await alice.spaceWith('Bob'), 'and on');
    expect(more.ok).toBe(false);
    await world.pass(12_000);
    expect(await bob.texts('Alice')).toEqual(['before the backup', 'after the backup']);
    // Others go on as ever.
    await bob.say('Alice', 'which of you is it?');
    await world.pass(2000);
    expect(await alice.texts('Bob')).toContain('which of you is it?');
  });
});
