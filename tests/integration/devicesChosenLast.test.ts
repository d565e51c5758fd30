/** What one device chose holds on all, whatever another comes with: an old backup, or the newest pieces of the log alone. */
import { describe, expect, it } from 'vitest';
import { UNSEEN_AFTER } from '@services/reunions/reunions.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { backupOf, deviceWith, restoreOn } from './support/restoredDevice.ts';
import { type Person, must, two } from './support/world.ts';

async function chosenOn(person: Person, bob: Awaited<ReturnType<Person['account']>>) {
  const contact = await person.read(person.workspace.contact(bob));
  const { typing, theme } = await person.read(person.workspace.settings());
  return { blocked: contact?.blocked, name: contact?.name, typing, theme };
}

describe('what was chosen last', () => {
  it('DEV-14 stands on all devices when one comes back with a backup from before', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'the first');
    await world.pass(130_000);
    const backup = await backupOf(alice);
    const account = await bob.account();
    const laptop = await linkDevice(alice, 104_729);
    must(await alice.workspace.setRemark(account, 'Bobby'));
    must(await alice.workspace.updateSettings({ typing: false, theme: 'dark' }));
    must(await alice.workspace.setBlocked(account, true));
    await world.pass(60_000);
    const back = await deviceWith(backup, alice, 77);
    await restoreOn(back, backup);
    await world.pass(UNSEEN_AFTER + 180_000);
    const chosen = { blocked: true, name: 'Bobby', typing: false, theme: 'dark' };
    for (const person of [alice, laptop, back]) expect(await chosenOn(person, account)).toEqual(chosen);
  });

  it('DEV-14 stands where a new device has the newest pieces of the log before those that are older', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'the first');
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(10_000);
    const account = await bob.account();
    must(await alice.workspace.setRemark(account, 'Bobby'));
    must(await alice.workspace.updateSettings({ typing: false, theme: 'dark' }));
    must(await alice.workspace.setBlocked(account, true));
    must(await alice.workspace.setBlocked(account, false));
    await world.pass(5000);
    const space = await alice.spaceWith('Bobby').catch(() => alice.spaceWith('Bob'));
    for (let at = 0; at < 700; at += 1) {
      must(await alice.workspace.saveDraft(space, `half ${at}`));
      await world.pass(2500);
    }
    const { profile } = await bob.read(bob.workspace.ownProfile());
    must(await bob.workspace.updateProfile({ ...profile, name: 'Robert' }));
    await world.pass(10_000);
    await laptop.kill();
    const tablet = await linkDevice(alice, 15_485_863, 'Tablet');
    await world.pass(120_000);
    const chosen = { blocked: false, name: 'Bobby', typing: false, theme: 'dark' };
    for (const person of [alice, tablet]) expect(await chosenOn(person, account)).toEqual(chosen);
    await tablet.close();
    await tablet.open();
    await world.pass(60_000);
    for (const person of [alice, tablet]) expect(await chosenOn(person, account)).toEqual(chosen);
  });
});
