/** Moments of one person on two devices, and two friends. */
import { describe, expect, it } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { accountOf, photo, post, posts, see, texts } from './support/moments.ts';
import { type Person, must, setup } from './support/world.ts';

async function story(): Promise<{
  alice: Person;
  laptop: Person;
  bob: Person;
  carol: Person;
  before: EventId;
  pass: (ms: number) => Promise<void>;
}> {
  const { world, people } = await setup('Alice', 'Bob', 'Carol');
  const [alice, bob, carol] = people as [Person, Person, Person];
  const before = await post(alice, 'Before there was a laptop');
  await post(bob, 'Bob was here');
  await world.pass(3000);
  const laptop = await linkDevice(alice, 104_729);
  await world.pass(20_000);
  return { alice, laptop, bob, carol, before, pass: (ms) => world.pass(ms) };
}

const circlesOf = async (person: Person) =>
  new Set((await posts(person, { of: 'person', account: await person.account() })).map(({ space }) => space));

describe('moments on two devices of one person', () => {
  it('VIS-20 a new device has what was posted before, own and others’', async () => {
    const { laptop } = await story();
    expect((await texts(laptop)).toSorted()).toEqual(['Before there was a laptop', 'Bob was here']);
    expect((await posts(laptop)).map(({ person }) => String(person.own)).toSorted()).toEqual(['false', 'true']);
  });

  it('VIS-20 each posts into the same circle, and friends see one person', async () => {
    const { alice, laptop, bob, pass } = await story();
    const from = await post(laptop, 'From the laptop', { files: [photo('a photo of the laptop')] });
    await post(alice, 'From the desktop');
    await pass(15_000);
    const all = ['Before there was a laptop', 'Bob was here', 'From the laptop', 'From the desktop'].toSorted();
    for (const person of [alice, laptop, bob]) expect((await texts(person)).toSorted()).toEqual(all);
    expect((await circlesOf(laptop)).size).toBe(1);
    expect(await circlesOf(laptop)).toEqual(await circlesOf(alice));
    const authors = (await posts(bob)).filter(({ person }) => person.name === 'Alice');
    expect(new Set(authors.map(({ person }) => person.account)).size).toBe(1);
    expect((await see(alice, from))?.waiting).toBe(false);
    expect((await see(laptop, from))?.waiting).toBe(false);
  });

  it('VIS-20 each edits and deletes what the other posted', async () => {
    const { alice, laptop, bob, before, pass } = await story();
    must(await laptop.workspace.editMoment(before, 'Said better'));
    await pass(10_000);
    for (const person of [alice, laptop, bob]) expect((await see(person, before))?.body?.text).toBe('Said better');
    const other = await post(laptop, 'Not for long');
    await pass(10_000);
    must(await alice.workspace.deleteMoment(other));
    await pass(10_000);
    for (const person of [alice, laptop, bob]) expect(await see(person, other)).toBeNull();
  });

  it('VIS-20 what is said below a post is on both, whichever said it, and answers are news on both', async () => {
    const { alice, laptop, bob, before, pass } = await story();
    must(await bob.workspace.remarkMoment(before, { text: 'Nice', to: null }));
    must(await bob.workspace.likeMoment(before, '❤️'));
    await pass(10_000);
    must(await laptop.workspace.remarkMoment(before, { text: 'Thanks, from the laptop', to: null }));
    const [bobs] = (await posts(laptop)).filter(({ person }) => person.name === 'Bob');
    const theirs = bobs?.id ?? before;
    const { remark } = must(await laptop.workspace.remarkMoment(theirs, { text: 'Hello Bob', to: null }));
    await pass(10_000);
    must(await bob.workspace.remarkMoment(theirs, { text: 'Hello Alice', to: remark }));
    await pass(10_000);
    for (const person of [alice, laptop, bob]) {
      const seen = await see(person, before);
      expect(seen?.remarks.map(({ text }) => text)).toEqual(['Nice', 'Thanks, from the laptop']);
      expect(seen?.likes.map(({ mark }) => mark)).toEqual(['❤️']);
      expect((await see(person, theirs))?.remarks.map(({ text }) => text)).toEqual(['Hello Bob', 'Hello Alice']);
    }
    for (const person of [alice, laptop]) {
      const news = await person.read(person.workspace.moments.momentNews());
      expect(news.some(({ post: about }) => about === theirs)).toBe(true);
    }
  });

  it('VIS-20 the second serves friends while the first is away', async () => {
    const { alice, laptop, bob, carol, pass } = await story();
    await alice.close();
    await pass(20_000);
    await post(laptop, 'While the desktop slept');
    await pass(10_000);
    expect(await texts(bob)).toContain('While the desktop slept');
    expect(await texts(carol)).toContain('While the desktop slept');
    await laptop.close();
    await pass(20_000);
    await alice.open();
    await pass(60_000);
    // From friends: the laptop is away.
    expect(await texts(alice)).toContain('While the desktop slept');
  });

  it('VIS-20 whom one device shuts out gets nothing from the other', async () => {
    const { alice, laptop, bob, carol, pass } = await story();
    must(await laptop.workspace.closeMomentsTo(await accountOf(laptop, 'Carol'), true));
    await pass(15_000);
    await post(alice, 'Not for Carol, from the desktop');
    await post(laptop, 'Not for Carol, from the laptop');
    await pass(20_000);
    expect(await texts(carol)).toEqual(expect.not.arrayContaining(['Not for Carol, from the desktop']));
    expect(await texts(carol)).toEqual(expect.not.arrayContaining(['Not for Carol, from the laptop']));
    expect(await texts(bob)).toEqual(
      expect.arrayContaining(['Not for Carol, from the desktop', 'Not for Carol, from the laptop']),
    );
    must(await alice.workspace.closeMomentsTo(await accountOf(alice, 'Carol'), false));
    await pass(15_000);
    await post(laptop, 'For all again');
    await pass(20_000);
    expect(await texts(carol)).toContain('For all again');
    expect(await texts(carol)).not.toContain('Not for Carol, from the laptop');
    expect(await texts(alice)).toContain('For all again');
  });

  it('VIS-20 two that shut out different people at once end with both shut out', async () => {
    const { alice, laptop, bob, carol, pass } = await story();
    await alice.workspace.closeMomentsTo(await accountOf(alice, 'Bob'), true);
    await laptop.workspace.closeMomentsTo(await accountOf(laptop, 'Carol'), true);
    await pass(20_000);
    await post(alice, 'For nobody, from the desktop');
    await post(laptop, 'For nobody, from the laptop');
    await pass(20_000);
    for (const person of [bob, carol])
      expect((await texts(person)).filter((text) => text.startsWith('For'))).toEqual([]);
    for (const person of [alice, laptop]) {
      const choices = await person.read(person.workspace.moments.momentChoices());
      expect(choices.closedTo.size).toBe(2);
    }
  });

  it('VIS-20 what was hidden, saved, muted and looked at is so on both', async () => {
    const { alice, laptop, bob, pass } = await story();
    const one = await post(bob, 'To be saved');
    const two = await post(bob, 'To be hidden');
    await pass(10_000);
    expect(await alice.read(alice.workspace.moments.freshMoments())).toBeGreaterThan(0);
    must(await alice.workspace.saveMoment(one, true));
    must(await laptop.workspace.hideMoment(two, true));
    must(await laptop.workspace.muteMoments(await accountOf(laptop, 'Carol'), true));
    must(await laptop.workspace.seeMoments());
    await pass(15_000);
    expect((await see(laptop, one))?.saved).toBe(true);
    expect(await texts(alice)).not.toContain('To be hidden');
    expect((await alice.read(alice.workspace.moments.momentChoices())).muted.size).toBe(1);
    expect(await alice.read(alice.workspace.moments.freshMoments())).toBe(0);
  });

  it('VIS-20 a story is on both, and seen once for both', async () => {
    const { alice, laptop, bob, pass } = await story();
    const mine = await post(laptop, 'A story from the laptop', { life: 3_600_000 });
    const theirs = await post(bob, 'A story of Bob', { life: 3_600_000 });
    await pass(15_000);
    for (const person of [alice, laptop, bob])
      expect((await see(person, mine))?.body?.text).toBe('A story from the laptop');
    must(await laptop.workspace.seeStory(theirs));
    must(await bob.workspace.seeStory(mine));
    await pass(15_000);
    expect((await see(alice, theirs))?.seen).toBe(true);
    const viewers = await alice.read(alice.workspace.moments.viewers(mine));
    expect(viewers.map(({ person }) => person.name)).toEqual(['Bob']);
    expect((await bob.read(bob.workspace.moments.viewers(theirs))).length).toBe(1);
  });
});
