import { describe, expect, it } from 'vitest';
import type { AwayDigest } from '@services/workspace/momentsWorkspace.ts';
import { post, see } from './support/moments.ts';
import { type Person, must, two } from './support/world.ts';

const DAY = 24 * 3_600_000;

const digestOf = (person: Person, asked = false): Promise<AwayDigest | null> =>
  person.read(person.workspace.moments.awayDigest(asked));

/** Two friends; both looked, and Alice posted. */
async function friends() {
  const { world, alice, bob } = await two();
  const own = await post(alice, 'Mine');
  await post(bob, 'Before');
  await world.pass(5000);
  must(await alice.workspace.seeMoments());
  return { world, alice, bob, own };
}

describe('who was away', () => {
  it('VIS-15 is told whose posts came and what was said about their own, however late it comes', async () => {
    const { world, alice, bob, own } = await friends();
    await alice.close();
    world.clock.jump(2 * DAY);
    await post(bob, 'One');
    const gone = await post(bob, 'Two');
    await post(bob, 'Three');
    must(await bob.workspace.deleteMoment(gone));
    must(await bob.workspace.likeMoment(own, '❤'));
    must(await bob.workspace.remarkMoment(own, { text: 'How was it?', to: null }));
    world.clock.jump(2 * DAY);
    await world.pass(50);
    await alice.open();
    must(await alice.workspace.seeMoments());
    expect(await digestOf(alice)).toMatchObject({ posts: 0, likes: 0, remarks: 0 });
    await world.pass(10_000);
    const digest = await digestOf(alice);
    expect(digest).toMatchObject({ posts: 2, people: [{ person: { name: 'Bob' }, posts: 2 }], likes: 1, remarks: 1 });
    expect(digest?.unanswered.map(({ text }) => text)).toEqual(['How was it?']);
    const [remark] = (await see(alice, own))?.remarks ?? [];
    must(await alice.workspace.remarkMoment(own, { text: 'Fine', to: remark?.id ?? null }));
    expect((await digestOf(alice))?.unanswered).toEqual([]);
  });

  it('VIS-15 it stays after a restart, until it is put aside or three days are over', async () => {
    const { world, alice } = await friends();
    world.clock.jump(3 * DAY);
    must(await alice.workspace.seeMoments());
    await alice.close();
    await alice.open();
    expect(await digestOf(alice)).not.toBeNull();
    must(await alice.workspace.closeDigest());
    expect(await digestOf(alice)).toBeNull();
    world.clock.jump(4 * DAY);
    must(await alice.workspace.seeMoments());
    expect(await digestOf(alice)).not.toBeNull();
    world.clock.jump(3 * DAY);
    expect(await digestOf(alice)).toBeNull();
  });

  it('VIS-15 who looked yesterday is told nothing, and who asks of the last week', async () => {
    const { world, alice, bob } = await friends();
    world.clock.jump(DAY);
    await post(bob, 'News');
    await world.pass(5000);
    must(await alice.workspace.seeMoments());
    expect(await digestOf(alice)).toBeNull();
    expect(await digestOf(alice, true)).toMatchObject({ posts: 2, people: [{ posts: 2 }] });
  });
});
