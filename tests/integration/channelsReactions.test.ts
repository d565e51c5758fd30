import { describe, expect, it } from 'vitest';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { unpackCharter } from '@domain/channel/charter.ts';
import { encodeLetter, packEnvelope } from '@domain/channel/letter.ts';
import { ChannelKeys } from '@services/channels/channelKeys.ts';
import { LETTERS_OF_LINK } from '@services/channels/letterFlood.ts';
import { GATHER_FOR, TALLY_EVERY } from '@services/channels/reactionDesk.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { Rogue } from './support/channelRogue.ts';
import { channelOf, follow, only, openChannel, post, postsOf, strangers } from './support/channelStory.ts';
import { type Person, must } from './support/world.ts';

async function trio(): Promise<{ editor: Person; near: Person; far: Person; world: Person['world'] }> {
  const { world, people } = await strangers('Editor', 'Near', 'Far');
  const [editor, near, far] = people;
  if (editor === undefined || near === undefined || far === undefined) throw new Error('three people');
  return { world, editor, near, far };
}

/** Signs below the only post, as somebody sees them. */
async function signsOf(person: Person, id: SpaceId): Promise<Readonly<Record<string, number>>> {
  const { reactions } = only(await postsOf(person, id));
  return Object.fromEntries(reactions.map(({ mark, count }) => [mark, count]));
}

function requireTransport(transport: Person['transport']): NonNullable<Person['transport']> {
  if (transport === null) throw new Error('somebody is closed');
  return transport;
}

/** Letters come, are gathered and counted, and the tally goes round. */
const ROUND = 2 * GATHER_FOR + 15_000;

describe('what readers think of a post', () => {
  it('CHN-19 is counted by the editors and seen by everybody; changed and taken back', async () => {
    const { world, editor, near, far } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    const said = await post(editor, id, 'Rain');
    await follow(link, near, far);
    must(await near.workspace.markChannelPost(said, '👍'));
    must(await far.workspace.markChannelPost(said, '👍'));
    // One's own is seen at once, before anybody counted it.
    expect(await signsOf(near, id)).toEqual({ '👍': 1 });
    await world.pass(ROUND);
    for (const person of [editor, near, far]) expect(await signsOf(person, id)).toEqual({ '👍': 2 });
    must(await far.workspace.markChannelPost(said, '❤️'));
    expect(await signsOf(far, id)).toEqual({ '👍': 1, '❤️': 1 });
    must(await near.workspace.markChannelPost(said, null));
    await world.pass(TALLY_EVERY + ROUND);
    for (const person of [editor, near, far]) expect(await signsOf(person, id)).toEqual({ '❤️': 1 });
    expect(only(await postsOf(near, id)).ownMark).toBeNull();
  });

  it('CHN-19 what is chosen and unchosen in a moment tells nobody of what was before', async () => {
    const { world, editor, near } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    const said = await post(editor, id, 'Rain');
    await follow(link, near);
    const rogue = new Rogue(world, id);
    await world.pass(3000);
    for (const mark of ['👍', '❤️', '😂', null, '🎉']) must(await near.workspace.markChannelPost(said, mark));
    await world.pass(5000);
    expect(new Set(rogue.words.flatMap((word) => (word.t === 'letter' ? [word.bytes.join()] : []))).size).toBe(1);
    await world.pass(ROUND);
    expect(await signsOf(editor, id)).toEqual({ '🎉': 1 });
  });

  it('CHN-19 waits for the editor, over a restart of the reader, and is carried no further once it was counted', async () => {
    const { world, editor, near, far } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    const said = await post(editor, id, 'Rain');
    await follow(link, near, far);
    await editor.close();
    must(await near.workspace.markChannelPost(said, '👍'));
    await near.close();
    await near.open();
    await world.pass(20_000);
    expect(await signsOf(far, id)).toEqual({});
    await near.close();
    await editor.open();
    await world.pass(ROUND + 20_000);
    expect(await signsOf(far, id)).toEqual({ '👍': 1 });
    const rogue = new Rogue(world, id);
    await world.pass(10_000);
    expect(rogue.words.filter(({ t }) => t === 'letter')).toEqual([]);
    await near.open();
    await world.pass(20_000);
    expect(await signsOf(near, id)).toEqual({ '👍': 1 });
  });

  it('CHN-19 two editors come to the same, whoever of them hears of what', async () => {
    const { world, editor, near, far } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    const said = await post(editor, id, 'Rain');
    await follow(link, near, far);
    const { request } = must(await near.workspace.askToEdit(id, 'Nia'));
    must(await editor.workspace.admitEditor(id, request, 'editor'));
    await world.pass(15_000);
    expect((await channelOf(near, id)).role).toBe('editor');
    // Each counts what the other has not heard of: the one is away while the other does.
    await near.close();
    must(await far.workspace.markChannelPost(said, '👍'));
    await world.pass(ROUND);
    expect(await signsOf(editor, id)).toEqual({ '👍': 1 });
    await editor.close();
    await near.open();
    must(await near.workspace.markChannelPost(said, '❤️'));
    await world.pass(ROUND + 20_000);
    expect(await signsOf(far, id)).toEqual({ '👍': 1, '❤️': 1 });
    await editor.open();
    await world.pass(TALLY_EVERY + ROUND);
    for (const person of [editor, near, far]) expect(await signsOf(person, id)).toEqual({ '👍': 1, '❤️': 1 });
  });

  it('CHN-19 two editors who counted at one time, each what the other did not hear of, settle it', async () => {
    const { world, people } = await strangers('Editor', 'Second', 'Near', 'Far');
    const [editor, second, near, far] = people;
    if (editor === undefined || second === undefined || near === undefined || far === undefined)
      throw new Error('four');
    const { id, link } = await openChannel(editor, 'Weather');
    const said = await post(editor, id, 'Rain');
    await follow(link, second, near, far);
    const { request } = must(await second.workspace.askToEdit(id, 'Nia'));
    must(await editor.workspace.admitEditor(id, request, 'editor'));
    await world.pass(15_000);
    const side = (...some: readonly Person[]) => some.map(({ transport }) => requireTransport(transport));
    world.network.partition(side(editor, near), side(second, far));
    await world.pass(60_000);
    must(await near.workspace.markChannelPost(said, '👍'));
    must(await far.workspace.markChannelPost(said, '❤️'));
    await world.pass(ROUND);
    expect(await signsOf(near, id)).toEqual({ '👍': 1 });
    expect(await signsOf(far, id)).toEqual({ '❤️': 1 });
    world.network.heal();
    await world.pass(2 * TALLY_EVERY + ROUND);
    for (const person of people) expect(await signsOf(person, id), person.name).toEqual({ '👍': 1, '❤️': 1 });
  });

  it('CHN-19 whoever makes readers up is bounded, counts nothing twice, and takes nothing from others', async () => {
    const { world, editor, near } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    const said = await post(editor, id, 'Rain');
    await follow(link, near);
    const rogue = new Rogue(world, id, 1);
    await world.pass(5000);
    rogue.sayWord({ t: 'at', n: null, id: null });
    await world.pass(1000);
    const charter = rogue.words.flatMap((word) => (word.t === 'charter' ? [must(unpackCharter(word.bytes))] : []))[0];
    if (charter === undefined) throw new Error('the room told no charter');
    const random = new SeededRandom(77);
    const keys = new ChannelKeys({ vault: new MemoryKeyVault({ random }), random });
    const react = async (below: EventId, thread: Uint8Array, at: number) => {
      const letter = encodeLetter({ kind: 'reaction', post: below, mark: '😂', at, thread });
      const sealed = await keys.sealTo('letter', { space: id, to: charter.last.inbox }, letter);
      if (sealed !== null) rogue.sayWord({ t: 'letter', hops: 0, bytes: packEnvelope(sealed) });
    };
    const now = world.clock.now();
    const [same] = [random.bytes(32)];
    for (let n = 0; n < 10; n += 1) await react(said, same, now - n);
    // Of a day that is yet to come, and below what is not here.
    await react(said, random.bytes(32), now + 3 * 24 * 3_600_000);
    await react('A'.repeat(43) as EventId, random.bytes(32), now);
    await world.pass(ROUND);
    expect(await signsOf(near, id)).toEqual({ '😂': 1 });
    for (let n = 0; n < 300; n += 1) await react(said, random.bytes(32), now);
    must(await near.workspace.markChannelPost(said, '👍'));
    await world.pass(2 * TALLY_EVERY + ROUND);
    const signs = await signsOf(near, id);
    expect(signs['👍']).toBe(1);
    const links = Math.max(1, rogue.links.length);
    expect(signs['😂']).toBeGreaterThan(10);
    expect(signs['😂']).toBeLessThanOrEqual(1 + links * (LETTERS_OF_LINK.capacity + 20));
  });
});
