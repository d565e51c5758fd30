/** Drafts of articles on two devices of one person. */
import { describe, expect, it } from 'vitest';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import type { ArticleDocument } from '@domain/article/document.ts';
import { articleText as wordsOf } from '@domain/article/words.ts';
import type { ChannelDraft } from '@services/workspace/channelWorkspace.ts';
import type { SpaceId } from '@shared/ids.ts';
import { follow, only, openChannel, postsOf, strangers, textsOf } from './support/channelStory.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { linkMailDevice, mailScene } from './support/mailWorld.ts';
import { type Person, must } from './support/world.ts';

async function story() {
  const { world, people } = await strangers('Alice', 'Rita');
  const [alice, rita] = people as [Person, Person];
  const own = await openChannel(alice, 'Weather');
  await follow(own.link, rita);
  const laptop = await linkDevice(alice, 104_729);
  await world.pass(60_000);
  return { world, alice, laptop, rita, channel: own.id, pass: (ms: number) => world.pass(ms) };
}

const saying = (text: string): ArticleDocument => ({ v: 1, blocks: [{ block: 'paragraph', spans: [{ text }] }] });

async function write(
  person: Person,
  channel: SpaceId,
  text: string,
  change: Partial<ChannelDraft> & { base?: number } = {},
) {
  const told = { id: 'draft-1', channel, post: null, title: 'Clouds', summary: '', series: '', publishAt: null };
  return must(await person.workspace.saveArticle({ ...told, document: saying(text), ...change }));
}

const draftsOf = async (person: Person, channel: SpaceId) => person.read(person.workspace.channels.drafts(channel));
const texts = async (person: Person, channel: SpaceId) =>
  (await draftsOf(person, channel)).map(({ document }) => wordsOf(document)).toSorted();

describe('drafts of articles on two devices', () => {
  it('DEV-75 what is begun on the one goes on on the other, with its pictures, and is gone on both once it was published', async () => {
    const { alice, laptop, rita, channel, pass } = await story();
    const picture = new File([`${MEMORY_PICTURE}clouds`], 'p.jpg', { type: 'image/jpeg' });
    const { file } = must(await alice.workspace.keepArticlePicture({ file: picture, asFile: false, caption: '' }));
    const document: ArticleDocument = {
      v: 1,
      blocks: [...saying('They are high.').blocks, { block: 'picture', file, caption: 'Cirrus', description: '' }],
    };
    await write(alice, channel, '', { document });
    await pass(5000);
    expect(await texts(laptop, channel)).toEqual([]);
    await pass(60_000);
    const [came] = await draftsOf(laptop, channel);
    expect(came).toMatchObject({ id: 'draft-1', title: 'Clouds', document });
    const state = laptop.workspace.fileState(file);
    const stop = state.subscribe(() => undefined);
    await pass(1000);
    expect(state.get().state).toBe('here');
    stop();
    await write(laptop, channel, 'They are low.', { base: came?.changedAt ?? 0, title: 'Fog' });
    await pass(60_000);
    expect(await draftsOf(alice, channel)).toMatchObject([{ id: 'draft-1', title: 'Fog' }]);
    expect(await texts(alice, channel)).toEqual(['They are low.']);
    must(await alice.workspace.publishArticle('draft-1'));
    await pass(30_000);
    expect(await draftsOf(laptop, channel)).toEqual([]);
    expect(await textsOf(rita, channel)).toHaveLength(1);
  });

  it('DEV-75 drafts from before a device was linked follow, too, and one that was deleted goes on both', async () => {
    const { world, people } = await strangers('Alice', 'Rita');
    const [alice] = people as [Person, Person];
    const { id: channel } = await openChannel(alice, 'Weather');
    await write(alice, channel, 'From before');
    await world.pass(60_000);
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(60_000);
    expect(await texts(laptop, channel)).toEqual(['From before']);
    must(await laptop.workspace.deleteDraft('draft-1'));
    await world.pass(30_000);
    expect(await draftsOf(alice, channel)).toEqual([]);
  });

  it('DEV-75 what two devices wrote while they were apart is all there in the end', async () => {
    const { alice, laptop, channel, pass } = await story();
    const { changedAt: base } = await write(alice, channel, 'Begun');
    await pass(60_000);
    await laptop.close();
    await write(alice, channel, 'On the desktop', { base });
    await pass(60_000);
    await alice.close();
    await laptop.open();
    await write(laptop, channel, 'On the train', { base });
    await pass(5000);
    await alice.open();
    await pass(120_000);
    for (const person of [alice, laptop])
      expect(await texts(person, channel)).toEqual(['On the desktop', 'On the train']);
  });

  it('DEV-75 an editor that is open while the other device writes overwrites nothing', async () => {
    const { alice, laptop, channel, pass } = await story();
    const { changedAt: base } = await write(alice, channel, 'Begun');
    await pass(60_000);
    await write(laptop, channel, 'Changed on the laptop', { base });
    await pass(60_000);
    const kept = await write(alice, channel, 'Begun, and went on', { base });
    expect(kept.id).not.toBe('draft-1');
    await write(alice, channel, 'Begun, and went on and on', { id: kept.id, base: kept.changedAt });
    await pass(60_000);
    for (const person of [alice, laptop])
      expect(await texts(person, channel)).toEqual(['Begun, and went on and on', 'Changed on the laptop']);
  });

  it('DEV-75 what is deleted on the one stays where something was written that was not seen there', async () => {
    const { alice, laptop, channel, pass } = await story();
    const { changedAt: base } = await write(alice, channel, 'Begun');
    await pass(60_000);
    await laptop.close();
    must(await alice.workspace.deleteDraft('draft-1'));
    await pass(10_000);
    await alice.close();
    await laptop.open();
    await write(laptop, channel, 'Much more', { base });
    await pass(5000);
    await alice.open();
    await pass(120_000);
    for (const person of [alice, laptop]) expect(await texts(person, channel)).toEqual(['Much more']);
  });

  it.each(['deleted', 'published'])('DEV-75 what an editor goes on with that was %s elsewhere stays', async (how) => {
    const { alice, laptop, channel, pass } = await story();
    const { changedAt: base } = await write(alice, channel, 'Begun');
    await pass(60_000);
    if (how === 'deleted') must(await laptop.workspace.deleteDraft('draft-1'));
    else must(await laptop.workspace.publishArticle('draft-1'));
    await pass(60_000);
    for (const person of [alice, laptop]) expect(await texts(person, channel)).toEqual([]);
    await write(alice, channel, 'Begun, and went on', { base, publishAt: alice.world.clock.now() + 3_600_000 });
    await pass(120_000);
    for (const person of [alice, laptop]) {
      expect(await texts(person, channel)).toEqual(['Begun, and went on']);
      expect(only(await draftsOf(person, channel)).publishAt).toBeNull();
    }
  });

  it('DEV-76 one with a time is published once, by the device it was given on, or by another where that one was taken out', async () => {
    const { world, alice, laptop, rita, channel, pass } = await story();
    await write(alice, channel, 'In time', { publishAt: world.clock.now() + 120_000 });
    await pass(90_000);
    expect(await draftsOf(laptop, channel)).toHaveLength(1);
    await pass(120_000);
    expect(await textsOf(rita, channel)).toHaveLength(1);
    for (const person of [alice, laptop]) expect(await draftsOf(person, channel)).toEqual([]);
    await write(laptop, channel, 'From the laptop', { id: 'draft-2', publishAt: world.clock.now() + 200_000 });
    await pass(60_000);
    await laptop.close();
    const [device] = (await alice.read(alice.workspace.devices())).filter(({ isThis }) => !isThis);
    must(await alice.workspace.revokeDevice(device?.device ?? ('' as never)));
    await pass(240_000);
    expect(await textsOf(rita, channel)).toHaveLength(2);
  });

  it.each([0, 24])(
    'DEV-76 one that another device wrote at a second before its time is published once, and what was written stays (%i)',
    async (later) => {
      const { world, alice, laptop, rita, channel, pass } = await story();
      const publishAt = world.clock.now() + 90_000 + later * 1000;
      await write(alice, channel, 'In time', { publishAt });
      await pass(89_000 + later * 1000);
      const [came] = await draftsOf(laptop, channel);
      await write(laptop, channel, 'In time, with a word more', { base: came?.changedAt ?? 0, publishAt });
      await pass(240_000);
      expect(await textsOf(rita, channel)).toHaveLength(1);
      for (const person of [alice, laptop])
        expect(await draftsOf(person, channel)).toMatchObject([{ id: 'draft-1', publishAt: null }]);
      expect(await texts(alice, channel)).toEqual(['In time, with a word more']);
    },
  );

  it.each([60_000, 330_000])(
    'DEV-76 one that another device wrote at while the two did not hear each other is published once (after %i ms)',
    async (wait) => {
      const { world, alice, laptop, rita, channel, pass } = await story();
      const publishAt = world.clock.now() + 300_000;
      await write(alice, channel, 'In time', { publishAt });
      await pass(60_000);
      world.network.partition(alice.transport === null ? [] : [alice.transport]);
      await pass(wait - 60_000);
      const [came] = await draftsOf(laptop, channel);
      await write(laptop, channel, 'With a word more', { base: came?.changedAt ?? 0, publishAt: publishAt + 60_000 });
      await pass(420_000 - wait);
      world.network.heal();
      await pass(240_000);
      expect(await textsOf(rita, channel)).toHaveLength(1);
      for (const person of [alice, laptop])
        expect(await draftsOf(person, channel)).toMatchObject([{ id: 'draft-1', publishAt: null }]);
      expect(await texts(alice, channel)).toEqual(['With a word more']);
    },
  );

  it('DEV-76 what was left of a draft that another device had published is a post beside it once it is published', async () => {
    const { world, alice, laptop, rita, channel, pass } = await story();
    const publishAt = world.clock.now() + 300_000;
    await write(alice, channel, 'In time', { publishAt });
    await pass(60_000);
    world.network.partition(alice.transport === null ? [] : [alice.transport]);
    const [came] = await draftsOf(laptop, channel);
    await write(laptop, channel, 'With a word more', { base: came?.changedAt ?? 0, publishAt: publishAt + 60_000 });
    await pass(420_000);
    world.network.heal();
    await pass(240_000);
    must(await laptop.workspace.publishArticle('draft-1'));
    await pass(120_000);
    for (const person of [alice, laptop, rita]) expect(await textsOf(person, channel)).toHaveLength(2);
  });

  it('DEV-76 a time that another device changed is heard at once, and kept by the device it was given on', async () => {
    const { world, alice, laptop, rita, channel, pass } = await story();
    const now = world.clock.now();
    await write(alice, channel, 'In time', { publishAt: now + 120_000 });
    await pass(60_000);
    const [came] = await draftsOf(laptop, channel);
    await write(laptop, channel, 'In time', { base: came?.changedAt ?? 0, publishAt: now + 300_000 });
    await pass(10_000);
    expect(await draftsOf(alice, channel)).toMatchObject([{ publishAt: now + 300_000 }]);
    await laptop.close();
    await pass(180_000);
    expect(await textsOf(rita, channel)).toEqual([]);
    await pass(120_000);
    expect(await textsOf(rita, channel)).toHaveLength(1);
  });

  it('DEV-75 DEV-76 an editor that goes on after another device’s change goes on without its time', async () => {
    const { world, alice, laptop, rita, channel, pass } = await story();
    const publishAt = world.clock.now() + 200_000;
    const { changedAt: base } = await write(alice, channel, 'In time', { publishAt });
    await pass(60_000);
    await write(laptop, channel, 'Changed', { base, publishAt });
    await pass(60_000);
    expect(await write(alice, channel, 'In time, and went on', { base, publishAt })).toMatchObject({ publishAt: null });
    await pass(240_000);
    expect(await textsOf(rita, channel)).toHaveLength(1);
    for (const person of [alice, laptop]) expect(await texts(person, channel)).toEqual(['In time, and went on']);
  });

  it.each([
    ['the same', 60_000, 90_000, 'In time'],
    ['the same', 90_000, 60_000, 'In time'],
    ['other', 60_000, 90_000, 'With a word more'],
    ['other', 90_000, 60_000, 'With a word more'],
  ])(
    'DEV-76 one that two devices gave a time apart from each other is one post once they meet (%s words, %i and %i ms)',
    async (_words, hers, others, text) => {
      const { world, alice, laptop, rita, channel, pass } = await story();
      const { changedAt: base } = await write(alice, channel, 'In time');
      await pass(60_000);
      world.network.partition(alice.transport === null ? [] : [alice.transport]);
      const now = world.clock.now();
      await write(alice, channel, 'In time', { base, publishAt: now + hers });
      await write(laptop, channel, text, { base, publishAt: now + others });
      await pass(200_000);
      for (const person of [alice, laptop]) expect(await textsOf(person, channel)).toHaveLength(1);
      world.network.heal();
      await pass(240_000);
      for (const person of [alice, laptop, rita]) expect(await textsOf(person, channel)).toHaveLength(1);
      // What went out last stays; what else was written is a draft, that nobody publishes.
      const left = hers > others ? text : 'In time';
      for (const person of [alice, laptop]) {
        expect(await texts(person, channel)).toEqual(text === 'In time' ? [] : [left]);
        for (const draft of await draftsOf(person, channel))
          expect(draft).toMatchObject({ publishAt: null, post: null });
      }
      for (const person of [alice, laptop]) {
        await person.close();
        await person.open();
      }
      await pass(240_000);
      expect(await textsOf(rita, channel)).toHaveLength(1);
    },
  );

  /** Both give it a time while they do not hear each other: hers is posted before the other's, that is told of last. */
  async function apart(hers: Partial<ChannelDraft>, others: Partial<ChannelDraft>) {
    const scene = await story();
    const { world, alice, laptop, channel, pass } = scene;
    const { changedAt: base } = await write(alice, channel, 'In time');
    await pass(60_000);
    world.network.partition(alice.transport === null ? [] : [alice.transport]);
    const now = world.clock.now();
    await write(alice, channel, 'In time', { base, publishAt: now + 60_000, ...hers });
    await write(laptop, channel, 'In time', { base, publishAt: now + 90_000, ...others });
    await pass(200_000);
    return scene;
  }

  it('DEV-76 a title and a summary that only the post has that gives way are a draft', async () => {
    const { world, alice, laptop, rita, channel, pass } = await apart({ title: 'Low clouds', summary: 'Fog' }, {});
    world.network.heal();
    await pass(240_000);
    for (const person of [alice, laptop, rita]) expect(await textsOf(person, channel)).toEqual(['Clouds']);
    for (const person of [alice, laptop])
      expect(await draftsOf(person, channel)).toMatchObject([{ title: 'Low clouds', summary: 'Fog', publishAt: null }]);
  });

  it('DEV-76 nothing gives way to a post that was deleted before they met', async () => {
    const { world, alice, laptop, rita, channel, pass } = await apart({}, {});
    must(await laptop.workspace.deleteChannelPost(only(await postsOf(laptop, channel)).id));
    await pass(20_000);
    world.network.heal();
    await pass(240_000);
    for (const person of [alice, laptop, rita]) expect(await textsOf(person, channel)).toEqual(['Clouds']);
    await alice.close();
    await alice.open();
    await pass(240_000);
    expect(await textsOf(rita, channel)).toEqual(['Clouds']);
  });

  it('DEV-76 a post gives way only once the one that stays is here: own words come by mailbox, posts do not', async () => {
    const { world, mail, service, people } = await mailScene('Alice');
    const alice = only(people);
    const laptop = await linkMailDevice(alice, mail);
    const { id: channel } = await openChannel(alice, 'Weather');
    await world.pass(60_000);
    const { changedAt: base } = await write(alice, channel, 'In time');
    await world.pass(60_000);
    service.fault = 'away';
    world.network.partition(alice.transport === null ? [] : [alice.transport]);
    const now = world.clock.now();
    await write(alice, channel, 'In time', { base, publishAt: now + 60_000 });
    await write(laptop, channel, 'In time', { base, publishAt: now + 90_000 });
    await world.pass(200_000);
    service.fault = 'none';
    await world.pass(30 * 60_000);
    await laptop.close();
    const own = only(await postsOf(alice, channel)).id;
    // What is waited for is waited for at the next start as well.
    await alice.close();
    await alice.open();
    await world.pass(120_000);
    expect(only(await postsOf(alice, channel)).id).toBe(own);
    await laptop.open();
    world.network.heal();
    await world.pass(30 * 60_000);
    for (const person of [alice, laptop]) expect(only(await postsOf(person, channel)).id).not.toBe(own);
    expect(await draftsOf(alice, channel)).toEqual([]);
  });
});
