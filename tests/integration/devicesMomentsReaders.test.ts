/** Who may read the moments of a person with two devices: new friends, limits, and a device that is taken out. */
import { describe, expect, it } from 'vitest';
import { linkDevice } from './support/linkedDevice.ts';
import { accountOf, post, posts, texts } from './support/moments.ts';
import { type Person, must, setup } from './support/world.ts';

const DAY = 24 * 3_600_000;

async function story(isLimited = false) {
  const { world, people } = await setup('Alice', 'Bob');
  const [alice, bob] = people as [Person, Person];
  if (isLimited) must(await alice.workspace.limitMoments('threeDays'));
  await post(alice, 'Old, from the desktop');
  const laptop = await linkDevice(alice, 104_729);
  await world.pass(20_000);
  return { world, alice, laptop, bob, pass: (ms: number) => world.pass(ms) };
}

describe('who reads the moments of a person with two devices', () => {
  it('VIS-20 a friend accepted on one device is given the posts of both, also while that one is away', async () => {
    const { world, alice, laptop, pass } = await story();
    const dora = await world.person('Dora');
    await world.befriend(laptop, dora);
    await pass(20_000);
    expect((await alice.read(alice.workspace.contacts())).map(({ ownName }) => ownName)).toContain('Dora');
    await laptop.close();
    await pass(20_000);
    await post(alice, 'From the desktop, to Dora, too');
    await pass(1000);
    await post(dora, 'Of Dora');
    await pass(20_000);
    expect(await texts(dora)).toEqual(['Of Dora', 'From the desktop, to Dora, too', 'Old, from the desktop']);
    expect(await texts(alice)).toContain('Of Dora');
    await alice.close();
    await laptop.open();
    await pass(40_000);
    expect(await texts(laptop)).toEqual(expect.arrayContaining(['Of Dora']));
  });

  it('VIS-20 who is shut out and let in again sees nothing of what either device posted meanwhile', async () => {
    const { alice, laptop, bob, pass } = await story();
    must(await alice.workspace.closeMomentsTo(await accountOf(alice, 'Bob'), true));
    await pass(15_000);
    await post(laptop, 'While Bob was out');
    await pass(15_000);
    must(await laptop.workspace.closeMomentsTo(await accountOf(laptop, 'Bob'), false));
    await pass(15_000);
    await post(alice, 'After');
    await pass(20_000);
    expect(await texts(bob)).toEqual(['After', 'Old, from the desktop']);
    await bob.close();
    await bob.open();
    await pass(30_000);
    expect(await texts(bob)).toEqual(['After', 'Old, from the desktop']);
    expect(await texts(laptop)).toEqual(await texts(alice));
  });

  it('VIS-20 how far back a new friend sees holds for what each device posted', async () => {
    const { world, alice, laptop, bob, pass } = await story(true);
    await post(laptop, 'Old, from the laptop');
    await pass(10_000);
    // Nobody is there meanwhile: days of beats would take minutes.
    const all = [alice, laptop, bob];
    await Promise.all(all.map((one) => one.close()));
    await pass(5 * DAY);
    await Promise.all(all.map((one) => one.open()));
    await pass(20_000);
    await post(alice, 'New, from the desktop');
    await post(laptop, 'New, from the laptop');
    await pass(20_000);
    const dora = await world.person('Dora');
    await world.befriend(alice, dora);
    await pass(60_000);
    const shown = ['New, from the desktop', 'New, from the laptop'];
    expect((await texts(dora)).toSorted()).toEqual(shown);
    // Whichever is there, and after both have told each other.
    await alice.close();
    await dora.close();
    await dora.open();
    await pass(60_000);
    expect((await texts(dora)).toSorted()).toEqual(shown);
    await post(laptop, 'Newer, from the laptop');
    await pass(20_000);
    expect((await texts(dora)).toSorted()).toEqual([...shown, 'Newer, from the laptop'].toSorted());
  });

  it('DEV-4 what a device that was taken out posts after its end is shown to nobody', async () => {
    const { alice, laptop, bob, pass } = await story();
    await post(laptop, 'Before it was lost');
    await pass(15_000);
    const [device] = (await alice.read(alice.workspace.devices())).filter(({ isThis }) => !isThis);
    must(await alice.workspace.revokeDevice(device?.device ?? ('' as never)));
    await pass(20_000);
    await laptop.workspace.postMoment({
      ...{ text: 'By a thief', files: [], link: null, program: null, shared: null, life: null },
      audience: { kind: 'contacts' },
    });
    await pass(30_000);
    for (const person of [alice, bob])
      expect((await texts(person)).toSorted()).toEqual(['Before it was lost', 'Old, from the desktop']);
    await post(alice, 'Still here');
    await pass(15_000);
    expect(await texts(bob)).toContain('Still here');
    expect((await posts(bob)).every(({ person }) => person.name === 'Alice')).toBe(true);
  });
});
