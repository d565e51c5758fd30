import { describe, expect, it } from 'vitest';
import { decodeEvent } from '@domain/event/codec.ts';
import type { AdmittedEvent, SignedEvent } from '@domain/event/event.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { Lane } from '@domain/feed/post.ts';
import { laneOf } from '@domain/feed/project.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { ROOM_TURN } from '@services/channels/readerRooms.ts';
import type { PostWindow } from '@services/workspace/feedViews.ts';
import type { EventId } from '@shared/ids.ts';
import { settle } from '../support/shared/settle.ts';
import { type Life, makeLife, putLife } from './support/fullLife.ts';
import { post, texts } from './support/moments.ts';
import { type Person, must, two } from './support/world.ts';

const DAY = 24 * 3_600_000;
const PLAN = { people: 300, posts: 29, channels: 50, articles: 200 };
const MOMENTS = PLAN.people * PLAN.posts;
const ARTICLES = PLAN.channels * PLAN.articles;
/** As many as fill a screen. */
const SCREEN = 10;
/** Rooms of channels one is in at a time: a round of all of them. */
const ROUND = Math.ceil(PLAN.channels / 12) * ROOM_TURN;

/** What was said last in a lane, newest first. */
function newestOf({ events }: Life, lane: Lane): readonly AdmittedEvent[] {
  const said = events.flat().filter(({ content }) => laneOf(content.kind) === lane);
  return said.toSorted((one, other) => other.sortAt - one.sortAt).slice(0, SCREEN);
}

const shownIn = (window: PostWindow): readonly EventId[] =>
  window.state
    .get()
    .posts.slice(0, SCREEN)
    .map(({ id }) => id);

/** Counts what is on the device of somebody. */
async function counting(person: Person) {
  const store = new MemoryDocumentStore({ disk: person.disk });
  must(await store.open(await person.account()));
  return async (lane: Lane) => must(await store.feed.count(lane));
}

/** What came to somebody in a lane, in the order in which it was kept. */
async function arrivals(person: Person, lane: Lane): Promise<readonly SignedEvent[]> {
  const came: SignedEvent[] = [];
  await new EventJournal(person.host, await person.account()).readAll(async (entries) => {
    for (const entry of entries) {
      const event = entry.t === 'event' ? decodeEvent(entry.payload) : null;
      if (event?.ok === true && laneOf(event.value.content.kind) === lane) came.push(event.value);
    }
  });
  return came;
}

/** Alice, who knows hundreds of people and follows dozens of channels, after a month; all of it is with Bob. */
async function backFromAway() {
  const { world, alice, bob } = await two();
  await post(bob, 'before');
  await world.pass(5000);
  await expect.poll(() => texts(alice)).toEqual(['before']);
  must(await alice.workspace.seeMoments());
  // The documents are with nobody: to look for thousands of them again and again is not the question here.
  must(await alice.workspace.updateSettings({ autoDownload: { limit: 0, onMetered: false } }));
  for (const person of [alice, bob]) await person.close();
  world.clock.jump(29 * DAY);
  const life = await makeLife({ ...PLAN, until: world.clock.now() - 3_600_000 });
  await putLife(alice, life, false);
  await putLife(bob, life, true);
  await bob.open();
  await alice.open();
  return { world, alice, bob, life };
}

describe('a month away from a full life', () => {
  it('REP-27 the newest of hundreds comes first, is usable at once, and the rest follows', async () => {
    const { world, alice, bob, life } = await backFromAway();
    // Before anybody is linked.
    await expect.poll(() => texts(alice)).toEqual(['before']);
    must(await alice.workspace.seeMoments());
    const count = await counting(alice);
    const newest = newestOf(life, 'moments').map(({ id }) => id);
    const moments = alice.workspace.moments.openMoments({ of: 'everyone' });
    for (let step = 0; step < 2000 && shownIn(moments).join('') !== newest.join(''); step += 1) {
      await world.pass(5);
      moments.showNewest();
      await settle();
    }
    expect(shownIn(moments)).toEqual(newest);
    moments.close();

    // Usable while the rest comes in.
    expect(await count('channels')).toBeLessThan(ARTICLES);
    must(await alice.workspace.sendText(await alice.spaceWith('Bob'), 'I am back'));
    await post(alice, 'Hello everybody');
    await world.pass(2000);
    expect(await bob.texts('Alice')).toContain('I am back');
    // All of a link's spaces follow one another: none waits for the next comparison of digests.
    expect(await count('moments')).toBe(MOMENTS + 2);

    for (let waited = 0; waited < 2 * ROUND && (await count('channels')) < ARTICLES; waited += 5000)
      await world.pass(5000);
    // Those two, and what was there before.
    expect([await count('moments'), await count('channels')]).toEqual([MOMENTS + 2, ARTICLES]);
    const channels = alice.workspace.channels.openChannelPosts(null);
    await expect.poll(() => shownIn(channels)).toEqual(newestOf(life, 'channels').map(({ id }) => id));
    channels.close();
    const came = (await arrivals(alice, 'moments')).map(({ id }) => id);
    const last = Math.max(...newest.map((id) => came.indexOf(id)));
    // What fills the screen was there when next to nothing of the rest was.
    expect(last).toBeLessThan(MOMENTS / 10);
    const digest = await alice.read(alice.workspace.moments.awayDigest(false));
    expect(digest).toMatchObject({ posts: 1000, mostPosts: 1000 });
    // Thousands of events are signed and checked.
  });
});
