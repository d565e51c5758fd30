import { describe, expect, it } from 'vitest';
import type { PostWindow } from '@services/workspace/feedViews.ts';
import { settle } from '../support/shared/settle.ts';
import { type Person, must, setup } from './support/world.ts';
import { channelOf, openChannel, post as postTo } from './support/channelStory.ts';
import { post, texts } from './support/moments.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Several pieces of a chain (REP-17): about a month of posts, one each quarter of an hour. */
const POSTS = 2300;
const CHANNELS = 6;
/** Each so many posts a word in every channel. */
const WORDS = 100;

const shownIn = (window: PostWindow): readonly string[] =>
  window.state.get().posts.map(({ body }) => body?.text ?? '?');

/** What is shown once something new is, while it comes in. */
async function firstNew({ world, workspace }: Person): Promise<readonly string[]> {
  const window = workspace.moments.openMoments({ of: 'everyone' });
  for (let step = 0; step < 4000 && (shownIn(window)[0] ?? 'before') === 'before'; step += 1) {
    await world.pass(5);
    window.showNewest();
    await settle();
  }
  const shown = shownIn(window);
  window.close();
  return shown;
}

/** The oldest posts there are, oldest last. */
async function oldest({ workspace }: Person): Promise<readonly string[]> {
  const window = workspace.moments.openMoments({ of: 'everyone' });
  await settle();
  for (let step = 0; step < POSTS && window.state.get().hasOlder; step += 1) {
    window.showOlder();
    await settle();
  }
  const shown = shownIn(window);
  window.close();
  return shown.slice(-2);
}

/** Alice, who follows channels of Carol and is a friend of Bob, closed; and what happened in the month after. */
async function monthAway() {
  const { world, people } = await setup('Alice', 'Bob', 'Carol');
  const [alice, bob, carol] = people;
  if (alice === undefined || bob === undefined || carol === undefined) throw new Error('three people');
  await post(bob, 'before');
  const channels: Awaited<ReturnType<typeof openChannel>>[] = [];
  for (let index = 0; index < CHANNELS; index += 1) channels.push(await openChannel(carol, `Channel ${index}`));
  for (const { link } of channels) must(await alice.workspace.followChannel(link));
  await world.pass(15_000);
  must(await alice.workspace.seeMoments());
  await alice.close();
  for (let index = 0; index < POSTS; index += 1) {
    world.clock.jump(15 * MINUTE);
    await post(bob, `post ${index}`);
    if (index % WORDS === 0) for (const { id } of channels) await postTo(carol, id, `word ${index / WORDS}`);
  }
  return { world, alice, channels };
}

describe('a month away', () => {
  it('REP-17 the newest posts come first, what was there is shown at once, and all of it is there in the end', async () => {
    const { world, alice, channels } = await monthAway();
    await alice.open();
    // Before anybody is linked.
    expect(await texts(alice)).toEqual(['before']);
    must(await alice.workspace.seeMoments());
    const [newest, ...others] = await firstNew(alice);
    expect(newest).toBe(`post ${POSTS - 1}`);
    expect(others).not.toContain('post 0');
    await world.pass(60_000);
    expect(await oldest(alice)).toEqual(['post 0', 'before']);
    for (const { id } of channels)
      expect((await channelOf(alice, id)).newest?.text).toBe(`word ${Math.floor((POSTS - 1) / WORDS)}`);
    const digest = await alice.read(alice.workspace.moments.awayDigest(false));
    expect(digest).toMatchObject({ posts: 1000, mostPosts: 1000, people: [{ person: { name: 'Bob' } }] });
    expect((digest?.until ?? 0) - (digest?.since ?? 0)).toBeGreaterThan(20 * DAY);
    // Thousands of events are signed and checked.
  }, 300_000);
});
