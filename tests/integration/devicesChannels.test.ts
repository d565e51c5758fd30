/** Channels of one person on two devices, and a reader. */
import { describe, expect, it } from 'vitest';
import { channelOf, follow, lettersOf, openChannel, post, strangers, textsOf } from './support/channelStory.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { type Person, must } from './support/world.ts';

async function story() {
  const { world, people } = await strangers('Alice', 'Rita');
  const [alice, rita] = people as [Person, Person];
  const own = await openChannel(alice, 'Weather');
  const theirs = await openChannel(rita, 'Recipes');
  await post(rita, theirs.id, 'Soup');
  await follow(own.link, rita);
  await follow(theirs.link, alice);
  const laptop = await linkDevice(alice, 104_729);
  await world.pass(60_000);
  return { world, alice, laptop, rita, own, theirs, pass: (ms: number) => world.pass(ms) };
}

const namesOf = async (person: Person) =>
  (await person.read(person.workspace.channels.channels())).map(({ name }) => name).toSorted();

describe('channels on two devices of one person', () => {
  it('CHN-37 what one follows, mutes and has read is so on the other', async () => {
    const { alice, laptop, rita, theirs, pass } = await story();
    expect(await namesOf(laptop)).toEqual(['Recipes', 'Weather']);
    expect(await textsOf(laptop, theirs.id)).toEqual(['Soup']);
    await post(rita, theirs.id, 'Bread');
    await pass(20_000);
    expect((await channelOf(laptop, theirs.id)).unread).toBeGreaterThan(0);
    must(await alice.workspace.readChannel(theirs.id));
    must(await alice.workspace.muteChannel(theirs.id, true));
    await pass(10_000);
    expect(await channelOf(laptop, theirs.id)).toMatchObject({ unread: 0, muted: true });
    must(await laptop.workspace.unfollowChannel(theirs.id));
    await pass(10_000);
    expect(await namesOf(alice)).toEqual(['Weather']);
    must(await laptop.workspace.followChannel(theirs.link));
    await pass(30_000);
    expect(await namesOf(alice)).toEqual(['Recipes', 'Weather']);
  });

  it('CHN-38 the owner publishes from each, reads letters on each, and one device decides who edits', async () => {
    const { alice, laptop, rita, own, pass } = await story();
    expect(await channelOf(laptop, own.id)).toMatchObject({ role: 'editor' });
    await post(laptop, own.id, 'Rain, says the laptop');
    await post(alice, own.id, 'Sun, says the desktop');
    await pass(20_000);
    for (const person of [alice, laptop, rita])
      expect((await textsOf(person, own.id)).toSorted()).toEqual(['Rain, says the laptop', 'Sun, says the desktop']);
    must(await rita.workspace.writeToChannel(own.id, { name: 'Rita', text: 'Is it cold?' }));
    await pass(20_000);
    for (const person of [alice, laptop])
      expect((await lettersOf(person, own.id)).map(({ text }) => text)).toEqual(['Is it cold?']);
    await alice.close();
    await pass(10_000);
    await post(laptop, own.id, 'The desktop sleeps');
    await pass(20_000);
    expect(await textsOf(rita, own.id)).toContain('The desktop sleeps');
    const editors = await laptop.read(laptop.workspace.channels.editors(own.id));
    const other = editors.find((one) => !one.own)?.pen;
    expect(editors.map(({ role }) => role).toSorted()).toEqual(['editor', 'owner']);
    const removed = other === undefined ? null : await laptop.workspace.removeEditor(own.id, other);
    expect(removed).toMatchObject({ ok: false, error: { code: 'channel-not-allowed' } });
  });

  it('CHN-38 the pen of a device that is taken out ends, and is not asked for again', async () => {
    const { alice, laptop, rita, own, pass } = await story();
    await post(laptop, own.id, 'Before');
    await pass(20_000);
    const [device] = (await alice.read(alice.workspace.devices())).filter(({ isThis }) => !isThis);
    must(await alice.workspace.revokeDevice(device?.device ?? ('' as never)));
    await pass(30_000);
    const said = await laptop.workspace.postToChannel(own.id, { text: 'After', files: [], link: null, program: null });
    await pass(30_000);
    expect(said.ok).toBe(false);
    expect(await textsOf(rita, own.id)).toEqual(['Before']);
    expect((await alice.read(alice.workspace.channels.editors(own.id))).map(({ role }) => role)).toEqual(['owner']);
  });
});
