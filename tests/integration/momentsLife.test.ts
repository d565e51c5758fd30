/** What becomes of moments: stories end, leave is taken away, devices lose things. */
import { describe, expect, it } from 'vitest';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { remarkSpace } from '@domain/feed/spaces.ts';
import { MomentKeep, encodeKept, readKeptCircle } from '@domain/moments/kept.ts';
import { photo, post, posts, see, texts } from './support/moments.ts';
import { type Person, must, setup, two } from './support/world.ts';

async function three() {
  const { world, people } = await setup('Alice', 'Bob', 'Carol');
  const [alice, bob, carol] = people as [Person, Person, Person];
  return { world, alice, bob, carol };
}

const HOUR = 3_600_000;

async function blobsOf(person: Person): Promise<number> {
  const listed = must(await person.host.call('blob.list', { account: await person.account(), after: null }));
  return listed.blobs.length;
}

describe('the life of a moment', () => {
  it('VIS-8 a story is seen, told to its poster alone, and gone with everything it showed when its time is over', async () => {
    const { world, alice, bob, carol } = await three();
    const id = await post(alice, 'Only today', { files: [photo(`${MEMORY_PICTURE}story`)], life: HOUR });
    await world.pass(15_000);
    const shelves = await bob.read(bob.workspace.moments.stories());
    expect(shelves).toMatchObject([
      {
        isNew: true,
        person: { name: 'Alice' },
        stories: [{ id, body: { text: 'Only today' } }],
      },
    ]);
    expect(await texts(bob)).toEqual([]);
    must(await bob.workspace.seeStory(id));
    must(await bob.workspace.seeStory(id));
    await world.pass(15_000);
    expect(await bob.read(bob.workspace.moments.stories())).toMatchObject([{ isNew: false }]);
    expect(await alice.read(alice.workspace.moments.viewers(id))).toMatchObject([{ person: { name: 'Bob' } }]);
    expect(await carol.read(carol.workspace.moments.viewers(id))).toEqual([]);
    for (const person of [alice, bob, carol]) expect(await blobsOf(person), person.name).toBe(2);
    await world.pass(HOUR);
    for (const person of [alice, bob, carol]) {
      expect(await person.read(person.workspace.moments.stories()), person.name).toEqual([]);
      expect(await blobsOf(person), person.name).toBe(0);
    }
  });

  it('VIS-8 who comes when it is over is given nothing of it', async () => {
    const { world, alice, bob, carol } = await three();
    await carol.close();
    await post(alice, 'Gone by then', { files: [photo(`${MEMORY_PICTURE}story`)], life: 60_000 });
    await world.pass(30_000);
    expect(await bob.read(bob.workspace.moments.stories())).toHaveLength(1);
    await world.pass(120_000);
    await carol.open();
    await world.pass(60_000);
    expect(await carol.read(carol.workspace.moments.stories())).toEqual([]);
    expect(await blobsOf(carol)).toBe(0);
  });

  it('VIS-9 to whom moments are closed nothing more comes, from the poster or from friends', async () => {
    const { world, alice, bob, carol } = await three();
    await post(alice, 'Before');
    await world.pass(5000);
    must(await alice.workspace.closeMomentsTo(await carol.account(), true));
    await world.pass(5000);
    await post(alice, 'After');
    await world.pass(15_000);
    expect(await texts(bob)).toEqual(['After', 'Before']);
    expect(await texts(carol)).toEqual(['Before']);
    await alice.close();
    await world.pass(60_000);
    // Her pass of before is worth nothing to Bob any more.
    await carol.close();
    await carol.open();
    await world.pass(60_000);
    expect(await texts(carol)).toEqual(['Before']);
    await alice.open();
    must(await alice.workspace.closeMomentsTo(await carol.account(), false));
    await post(alice, 'Open again');
    await world.pass(60_000);
    expect(await texts(carol)).toEqual(['Open again', 'Before']);
  });

  it('VIS-9 an epoch that was kept before the last one was said is raised above that one', async () => {
    const { world, alice, bob, carol } = await three();
    await post(alice, 'Before');
    await world.pass(5000);
    const [account, own] = [await carol.account(), await alice.account()];
    for (const isClosed of [true, false, true, false]) {
      must(await alice.workspace.closeMomentsTo(account, isClosed));
      await world.pass(1000);
    }
    await alice.close();
    const keepOf = async () => {
      const store = new MemoryDocumentStore({ disk: alice.disk });
      must(await store.open(own));
      const rows = must(await store.feed.keeps.all(MomentKeep.circle));
      const row = rows.find(({ bytes }) => readKeptCircle(bytes)?.kind === 'base');
      const kept = row === undefined ? null : readKeptCircle(row.bytes);
      if (row === undefined || kept === null) throw new Error('no circle');
      return { store, row, kept };
    };
    const { store, row, kept } = await keepOf();
    expect(kept.epoch).toBe(2);
    must(await store.feed.keeps.put([{ ...row, bytes: encodeKept({ ...kept, epoch: 0 }) }]));
    store.close();
    await alice.open();
    await world.pass(30_000);
    await post(alice, 'After');
    await world.pass(5000);
    await alice.close();
    expect((await keepOf()).kept.epoch).toBe(3);
    expect(await texts(bob)).toEqual(['After', 'Before']);
    expect(await texts(carol)).toEqual(['After', 'Before']);
  });

  it('VIS-6 who lost leave can not go on remarking for others to read, and hears no answers', async () => {
    const { world, alice, bob, carol } = await three();
    const id = await post(alice, 'To all');
    await world.pass(5000);
    const early = must(await carol.workspace.remarkMoment(id, { text: 'Hello', to: null })).remark;
    await world.pass(5000);
    must(await alice.workspace.closeMomentsTo(await carol.account(), true));
    await world.pass(15_000);
    await carol.workspace.remarkMoment(id, { text: 'I am still here', to: null });
    must(await alice.workspace.remarkMoment(id, { text: 'Too late', to: early }));
    await world.pass(30_000);
    const seen = async (one: Person) => (await see(one, id))?.remarks.map(({ text }) => text);
    // What she said while she had leave stays.
    expect(await seen(alice)).toEqual(['Hello', 'Too late']);
    expect(await seen(bob)).toEqual(['Hello', 'Too late']);
    expect(await seen(carol)).toEqual(['Hello', 'I am still here']);
  });

  it('VIS-9 a tag that is taken away, a contact that is removed: leave goes with it', async () => {
    const { world, alice, bob, carol } = await three();
    must(await alice.workspace.setTags(await bob.account(), ['family']));
    must(await alice.workspace.setTags(await carol.account(), ['family']));
    const audience = { kind: 'tags' as const, tags: ['family'] };
    await post(alice, 'One', { audience });
    await world.pass(5000);
    must(await alice.workspace.setTags(await carol.account(), []));
    await world.pass(1000);
    await post(alice, 'Two', { audience });
    await world.pass(15_000);
    expect(await texts(bob)).toEqual(['Two', 'One']);
    expect(await texts(carol)).toEqual(['One']);
    must(await alice.workspace.deleteContact(await bob.account()));
    await world.pass(1000);
    await post(alice, 'Three', { audience });
    await world.pass(15_000);
    expect(await texts(bob)).not.toContain('Three');
  });

  it('VIS-9 a restart between taking leave away and saying so changes nothing', async () => {
    const { world, alice, bob, carol } = await three();
    await post(alice, 'Before');
    await world.pass(5000);
    void alice.workspace.closeMomentsTo(await carol.account(), true);
    await alice.kill();
    await alice.open();
    await world.pass(60_000);
    // Where it was not kept the person sees that it is not done.
    must(await alice.workspace.closeMomentsTo(await carol.account(), true));
    await post(alice, 'After');
    await world.pass(30_000);
    expect(await texts(bob)).toEqual(['After', 'Before']);
    expect(await texts(carol)).toEqual(['Before']);
  });

  it('VIS-11 words are changed, a post is deleted, remarks are taken away', async () => {
    const { world, alice, bob, carol } = await three();
    const id = await post(alice, 'Helo', { files: [photo(`${MEMORY_PICTURE}x`)] });
    await world.pass(5000);
    must(await alice.workspace.editMoment(id, 'Hello'));
    const rude = must(await bob.workspace.remarkMoment(id, { text: 'Rude', to: null })).remark;
    const mine = must(await carol.workspace.remarkMoment(id, { text: 'Mine', to: null })).remark;
    await world.pass(5000);
    must(await alice.workspace.removeRemark(id, rude));
    must(await carol.workspace.removeRemark(id, mine));
    expect(await bob.workspace.removeRemark(id, mine)).toMatchObject({ ok: false });
    expect(await bob.workspace.editMoment(id, 'Mine now')).toMatchObject({
      ok: false,
      error: { code: 'post-missing' },
    });
    await world.pass(5000);
    for (const person of [alice, bob, carol]) {
      expect(await see(person, id)).toMatchObject({
        body: { text: 'Hello' },
        remarks: [],
      });
      expect(await blobsOf(person)).toBe(1);
    }
    must(await alice.workspace.deleteMoment(id));
    await world.pass(5000);
    for (const person of [alice, bob, carol]) expect(await texts(person)).toEqual([]);
    expect(await blobsOf(alice)).toBe(0);
  });

  it('VIS-6 a remark is hushed where it was made: who may not read it is not told that there was one', async () => {
    const { world, alice, bob } = await three();
    const id = await post(alice, 'Hello');
    await world.pass(5000);
    const rude = must(await bob.workspace.remarkMoment(id, { text: 'Rude', to: null })).remark;
    await world.pass(5000);
    must(await alice.workspace.removeRemark(id, rude));
    await world.pass(5000);
    for (const one of [alice, bob]) expect((await see(one, id))?.remarks).toEqual([]);
    const [account, reader] = [await alice.account(), await bob.account()];
    await alice.close();
    const store = new MemoryDocumentStore({ disk: alice.disk });
    must(await store.open(account));
    const circle = must(await store.feed.post(id))?.space;
    const hush = must(await store.feed.notes([id]))
      .get(id)
      ?.find(({ said }) => said.act === 'hush');
    expect(hush?.space).toBe(circle === undefined ? null : remarkSpace(circle, reader));
    store.close();
  });

  it('VIS-12 hidden, saved, muted, seen: on this device alone, and again after a restart', async () => {
    const { world, alice, bob } = await two();
    const first = await post(alice, 'First');
    const second = await post(alice, 'Second');
    await world.pass(5000);
    expect(await bob.read(bob.workspace.moments.freshMoments())).toBe(2);
    must(await bob.workspace.seeMoments());
    expect(await bob.read(bob.workspace.moments.freshMoments())).toBe(0);
    must(await bob.workspace.hideMoment(first, true));
    must(await bob.workspace.saveMoment(second, true));
    await bob.close();
    await bob.open();
    expect(await texts(bob)).toEqual(['Second']);
    expect(await texts(bob, { of: 'saved' })).toEqual(['Second']);
    must(await bob.workspace.muteMoments(await alice.account(), true));
    expect(await texts(bob)).toEqual([]);
    expect(await texts(bob, { of: 'person', account: await alice.account() })).toEqual(['Second', 'First']);
    expect((await bob.read(bob.workspace.moments.momentChoices())).muted).toEqual(new Set([await alice.account()]));
    expect(await texts(alice)).toEqual(['Second', 'First']);
  });

  it('VIS-12 likes and remarks are news to whom they are for', async () => {
    const { world, alice, bob, carol } = await three();
    const id = await post(alice, 'News?');
    await world.pass(5000);
    const asked = must(await bob.workspace.remarkMoment(id, { text: 'Which?', to: null })).remark;
    await world.pass(100);
    must(await carol.workspace.likeMoment(id, '🎉'));
    await world.pass(5000);
    must(await alice.workspace.remarkMoment(id, { text: 'These', to: asked }));
    await world.pass(5000);
    const newsOf = (person: Person) => person.read(person.workspace.moments.momentNews());
    expect((await newsOf(alice)).map(({ text, person }) => [person.name, text])).toEqual([
      ['Carol', null],
      ['Bob', 'Which?'],
    ]);
    expect((await newsOf(bob)).map(({ text, seen }) => [text, seen])).toEqual([['These', false]]);
    expect(await newsOf(carol)).toEqual([]);
    must(await bob.workspace.seeMomentNews());
    expect((await newsOf(bob)).map(({ seen }) => seen)).toEqual([true]);
  });

  it('VIS-13 the cover is seen by contacts, and stands among no posts', async () => {
    const { world, alice, bob } = await two();
    must(await alice.workspace.setCover(photo(`${MEMORY_PICTURE}first`)));
    await world.pass(5000);
    must(await alice.workspace.setCover(photo(`${MEMORY_PICTURE}second one`)));
    await world.pass(15_000);
    const cover = await bob.read(bob.workspace.moments.cover(await alice.account()));
    expect(cover?.files).toHaveLength(1);
    expect(await alice.read(alice.workspace.moments.cover(await alice.account()))).toEqual(cover);
    expect([await texts(alice), await texts(bob)]).toEqual([[], []]);
    expect(await blobsOf(alice)).toBe(1);
    must(await alice.workspace.setCover(null));
    await world.pass(5000);
    expect(await bob.read(bob.workspace.moments.cover(await alice.account()))).toBeNull();
  });

  it('VIS-14 a new contact is given the circle of all contacts from its beginning', async () => {
    const { world, alice, bob } = await two();
    await post(alice, 'Long before');
    await world.pass(5000);
    const carol = await world.person('Carol');
    await world.befriend(alice, carol);
    await world.pass(15_000);
    expect(await texts(carol)).toEqual(['Long before']);
    expect(await texts(bob)).toEqual(['Long before']);
  });

  it('VIS-17 who becomes a contact is given as much of what was before as was chosen, by the poster and by friends', async () => {
    const { world, alice, bob } = await two();
    const old = await post(alice, 'Long before', { files: [photo(`${MEMORY_PICTURE}old`)] });
    await world.pass(5000);
    await Promise.all([alice.close(), bob.close()]);
    await world.pass(5 * 24 * HOUR);
    await Promise.all([alice.open(), bob.open()]);
    await post(alice, 'Yesterday');
    must(await alice.workspace.limitMoments('threeDays'));
    await world.pass(20_000);
    const carol = await world.person('Carol');
    await world.befriend(alice, carol);
    await world.befriend(bob, carol);
    await world.pass(20_000);
    expect(await texts(carol)).toEqual(['Yesterday']);
    const { limitedBy } = await carol.read(carol.workspace.moments.momentChoices());
    expect([...limitedBy]).toEqual([await alice.account()]);
    // With a friend who has all of it, and nobody else; and again with her own device newly started.
    await alice.close();
    await carol.close();
    await carol.open();
    await world.pass(30_000);
    expect(await texts(carol)).toEqual(['Yesterday']);
    expect(await see(carol, old)).toBeNull();
    // She is as far as she may be: nothing is asked for again and again.
    const bobs = await bob.account();
    expect(carol.workspace.connection.get().upToDate).toContain(bobs);
    // Whoever was there before sees what they saw, and what is chosen later changes nothing for her.
    await alice.open();
    must(await alice.workspace.limitMoments('all'));
    await post(alice, 'Today');
    await alice.close();
    await alice.open();
    await world.pass(30_000);
    expect(await texts(carol)).toEqual(['Today', 'Yesterday']);
    expect(await texts(bob)).toEqual(['Today', 'Yesterday', 'Long before']);
    const dan = await world.person('Dan');
    await world.befriend(alice, dan);
    await world.pass(20_000);
    expect(await texts(dan)).toEqual(['Today', 'Yesterday', 'Long before']);
  });

  it('VIS-17 who is given nothing of what was is level with the poster all the same', async () => {
    const { world, alice, bob } = await two();
    await post(alice, 'Long before');
    await Promise.all([alice.close(), bob.close()]);
    await world.pass(5 * 24 * HOUR);
    await alice.open();
    must(await alice.workspace.limitMoments('threeDays'));
    const carol = await world.person('Carol');
    await world.befriend(alice, carol);
    await world.pass(30_000);
    expect(await texts(carol)).toEqual([]);
    expect(carol.workspace.connection.get().upToDate).toEqual([await alice.account()]);
    expect(alice.workspace.connection.get().upToDate).toEqual([await carol.account()]);
  });

  it('VIS-17 VIS-19 who is let in again goes on where they were if nothing was posted meanwhile, also after a restart', async () => {
    const { world, alice, bob } = await two();
    const bobs = await bob.account();
    await post(alice, 'Before');
    await world.pass(5000);
    must(await alice.workspace.limitMoments('threeDays'));
    must(await alice.workspace.closeMomentsTo(bobs, true));
    await Promise.all([alice.close(), bob.close()]);
    await world.pass(5 * 24 * HOUR);
    await Promise.all([alice.open(), bob.open()]);
    must(await alice.workspace.closeMomentsTo(bobs, false));
    await post(alice, 'After');
    await world.pass(30_000);
    expect(await texts(bob)).toEqual(['After', 'Before']);
    expect(bob.workspace.connection.get().devices).toBe(1);
  });

  it('VIS-17 a restart before it was kept how much somebody is given gives them no more', async () => {
    const { world, alice } = await two();
    await post(alice, 'Long before');
    must(await alice.workspace.limitMoments('threeDays'));
    await alice.close();
    await world.pass(5 * 24 * HOUR);
    await alice.open();
    const carol = await world.person('Carol');
    await world.befriend(alice, carol);
    const own = await alice.account();
    await alice.close();
    const disk = new MemoryDocumentStore({ disk: alice.disk });
    must(await disk.open(own));
    for (const { kind, id } of must(await disk.feed.keeps.all(MomentKeep.floor)))
      must(await disk.feed.keeps.remove(kind, id));
    const circles = must(await disk.feed.keeps.all(MomentKeep.circle));
    const before = circles.flatMap((row) => {
      const kept = readKeptCircle(row.bytes);
      return kept === null ? [] : [{ ...row, at: 0, bytes: encodeKept({ ...kept, readers: new Uint8Array(32) }) }];
    });
    must(await disk.feed.keeps.put(before));
    disk.close();
    await alice.open();
    await world.pass(20_000);
    await post(alice, 'After');
    await world.pass(20_000);
    expect(await texts(carol)).not.toContain('Long before');
  });

  it('FED-15 posts that come late are new all the same; those of before one knew somebody are not', async () => {
    const { world, alice, bob, carol } = await three();
    const fresh = (person: Person) => person.read(person.workspace.moments.freshMoments());
    await post(alice, 'Seen');
    await world.pass(5000);
    must(await carol.workspace.seeMoments());
    expect(await fresh(carol)).toBe(0);
    await carol.close();
    await post(alice, 'While Carol was away');
    await world.pass(5000);
    await alice.close();
    await bob.close();
    await world.pass(60_000);
    await carol.open();
    must(await carol.workspace.seeMoments());
    await bob.open();
    await world.pass(30_000);
    expect(await fresh(carol)).toBe(1);
    expect((await posts(carol)).map(({ body, seen }) => [body?.text, seen])).toEqual([
      ['While Carol was away', false],
      ['Seen', true],
    ]);
    await carol.close();
    await carol.open();
    expect(await fresh(carol)).toBe(1);
    must(await carol.workspace.seeMoments());
    expect(await fresh(carol)).toBe(0);
    const dan = await world.person('Dan');
    await post(dan, 'Long before');
    await world.pass(1000);
    must(await carol.workspace.seeMoments());
    await world.befriend(dan, carol);
    await world.pass(20_000);
    expect(await texts(carol)).toContain('Long before');
    expect(await fresh(carol)).toBe(0);
  });

  it('FED-15 a post of a clock that is ahead is looked at once', async () => {
    const { world, alice, bob } = await two();
    alice.clockOffset = () => 4 * 60_000;
    await post(alice, 'Ahead');
    await world.pass(5000);
    const fresh = () => bob.read(bob.workspace.moments.freshMoments());
    expect(await fresh()).toBe(1);
    must(await bob.workspace.seeMoments());
    expect(await fresh()).toBe(0);
    alice.clockOffset = () => 0;
    await post(alice, 'And one more');
    await world.pass(5000);
    expect(await fresh()).toBe(1);
  });

  it('VIS-16 with a contact that is removed their posts go; met again, what is posted from then on is seen', async () => {
    const { world, alice, bob } = await two();
    await post(alice, 'Before', { files: [photo(`${MEMORY_PICTURE}x`)] });
    await world.pass(5000);
    expect([await texts(bob), await blobsOf(bob)]).toEqual([['Before'], 1]);
    must(await bob.workspace.deleteContact(await alice.account()));
    await world.pass(5000);
    expect([await texts(bob), await blobsOf(bob)]).toEqual([[], 0]);
    must(await alice.workspace.deleteContact(await bob.account()));
    await world.pass(5000);
    await bob.close();
    await bob.open();
    await world.befriend(alice, bob);
    await world.pass(30_000);
    await post(alice, 'After');
    await world.pass(30_000);
    expect(await texts(bob)).toEqual(['After']);
    // Hers are as they were.
    expect(await texts(alice)).toEqual(['After', 'Before']);
  });

  it('JNL-17 a lost database comes back: posts, circles, passes, remarks, choices', async () => {
    const { world, alice, bob, carol } = await three();
    const id = await post(alice, 'Kept', { audience: { kind: 'only', accounts: [await bob.account()] } });
    const open = await post(alice, 'Open');
    await world.pass(5000);
    must(await bob.workspace.remarkMoment(open, { text: 'Mine', to: null }));
    await world.pass(100);
    must(await carol.workspace.remarkMoment(open, { text: 'Hers', to: null }));
    must(await bob.workspace.saveMoment(id, true));
    must(await bob.workspace.closeMomentsTo(await carol.account(), true));
    await world.pass(15_000);
    await bob.close();
    bob.disk = new MemoryDisk();
    await alice.close();
    await carol.close();
    await world.pass(60_000);
    await bob.open();
    await world.pass(5000);
    expect(await texts(bob)).toEqual(['Open', 'Kept']);
    expect(await texts(bob, { of: 'saved' })).toEqual(['Kept']);
    expect((await see(bob, open))?.remarks.map(({ text }) => text)).toEqual(['Mine', 'Hers']);
    expect((await bob.read(bob.workspace.moments.momentChoices())).closedTo.size).toBe(1);
    // And goes on: what is said now fits what the others hold of it.
    must(await bob.workspace.remarkMoment(open, { text: 'Again', to: null }));
    await alice.open();
    await world.pass(60_000);
    expect((await see(alice, open))?.remarks.map(({ text }) => text)).toEqual(['Mine', 'Hers', 'Again']);
    expect((await posts(alice)).map(({ waiting }) => waiting)).toEqual([false, false]);
  });
});
