/** What a lost device posts, before and after everybody knows that it is out. */
import { describe, expect, it } from 'vitest';
import { wordsOf } from './support/otherDevice.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { post, see, texts } from './support/moments.ts';
import { type Person, must, two } from './support/world.ts';

const deviceOf = async (person: Person) => (await person.read(person.workspace.ownProfile())).device;

/** Alice with a laptop that says things to Bob which the desktop never sees, and which is then taken out. */
async function story() {
  const { world, alice, bob } = await two();
  const words = await wordsOf(alice);
  const before = await post(alice, 'From the desktop');
  const laptop = await linkDevice(alice, 104_729);
  await world.pass(15_000);
  await post(laptop, 'Seen by both');
  await world.pass(10_000);
  const device = await deviceOf(laptop);
  await alice.close();
  await world.pass(20_000);
  await post(laptop, 'By whoever has the laptop');
  must(await laptop.workspace.editMoment(before, 'Changed by whoever has the laptop'));
  await world.pass(10_000);
  expect((await texts(bob)).toSorted()).toEqual(
    ['By whoever has the laptop', 'Changed by whoever has the laptop', 'Seen by both'].toSorted(),
  );
  return { world, alice, bob, laptop, before, device, words };
}

describe('posts of a device that was taken out', () => {
  it('VIS-21 what it posted and changed beyond its end goes from friends that had seen it, and stays away', async () => {
    const { world, alice, bob, laptop, before, device } = await story();
    await laptop.close();
    await bob.close();
    await alice.open();
    await world.pass(5000);
    must(await alice.workspace.revokeDevice(device));
    await world.pass(5000);
    await bob.open();
    await world.pass(30_000);
    const left = ['From the desktop', 'Seen by both'].toSorted();
    expect((await texts(bob)).toSorted()).toEqual(left);
    expect((await texts(alice)).toSorted()).toEqual(left);
    expect((await see(bob, before))?.editedAt).toBeNull();
    await bob.close();
    await bob.open();
    await world.pass(30_000);
    expect((await texts(bob)).toSorted()).toEqual(left);
  });

  it('VIS-21 what a thief took out by the word of a device is all there again once the phrase says otherwise', async () => {
    const { world, alice, bob, laptop, device, words } = await story();
    await laptop.close();
    await alice.open();
    await world.pass(30_000);
    await post(alice, 'Only Bob has seen this');
    await world.pass(10_000);
    await alice.close();
    await bob.close();
    await world.pass(20_000);
    // The thief takes the desktop out, up to what the laptop has of its chain.
    await laptop.open();
    await world.pass(5000);
    const desktop = (await laptop.read(laptop.workspace.devices())).find(({ isThis }) => !isThis);
    must(await laptop.workspace.revokeDevice(desktop?.device ?? device));
    await world.pass(5000);
    await bob.open();
    await world.pass(30_000);
    expect(await texts(bob)).not.toContain('Only Bob has seen this');
    await alice.open();
    await world.pass(5000);
    must(await alice.workspace.revokeDevice(device, words));
    await world.pass(60_000);
    expect(await texts(bob)).toContain('Only Bob has seen this');
    expect(await texts(alice)).toContain('Only Bob has seen this');
  });
});
