import { describe, expect, it, vi } from 'vitest';
import { fail } from '@shared/result.ts';
import { Replicator } from '@services/replication/replicator.ts';
import { channelOf, follow, lettersOf, openChannel, post, postsOf, strangers } from './support/channelStory.ts';
import { lettersBy, wordsBy } from './support/channelHands.ts';
import { type Person, must } from './support/world.ts';

async function trio(): Promise<{ editor: Person; near: Person; far: Person; world: Person['world'] }> {
  const { world, people } = await strangers('Editor', 'Near', 'Far');
  const [editor, near, far] = people;
  if (editor === undefined || near === undefined || far === undefined) throw new Error('three people');
  return { world, editor, near, far };
}

const textOf = async (person: Person, channel: Parameters<typeof lettersOf>[1]) =>
  (await lettersOf(person, channel)).map(({ text }) => text);

describe('a reader who writes what no screen lets them', () => {
  it('CHN-15 a comment is shown in the channel it was written to, and in no other of its editors', async () => {
    const { world, editor, near, far } = await trio();
    const open = await openChannel(editor, 'Alpha');
    const shut = await openChannel(editor, 'Beta');
    must(await editor.workspace.changeChannel(open.id, { comments: 'on' }));
    must(await editor.workspace.changeChannel(shut.id, { comments: 'off' }));
    const [there, here] = [await post(editor, shut.id, 'Of Beta'), await post(editor, open.id, 'Of Alpha')];
    await follow(open.link, near, far);
    await follow(shut.link, near, far);
    await world.pass(10_000);
    const letters = await lettersBy(far, open.id);
    must(await letters.send(open.id, { kind: 'comment', post: there, name: 'Fay', text: 'Same hand' }));
    must(await letters.send(open.id, { kind: 'comment', post: here, name: 'Fay', text: 'Well said' }));
    await world.pass(20_000);
    const remarksIn = async (channel: typeof open.id) =>
      (await postsOf(near, channel)).flatMap(({ remarks }) => remarks.map(({ text }) => text));
    expect(await remarksIn(open.id)).toEqual(['Well said']);
    expect(await remarksIn(shut.id)).toEqual([]);
    expect((await textOf(editor, open.id)).toSorted()).toEqual(['A first letter', 'Well said']);
  });
});

describe('an owner whose app ends in the midst of a change', () => {
  it.each(['admits', 'removes'])('CHN-11 gives the secrets of the letters at the next start: %s', async (act) => {
    const { world, editor, near, far } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    await follow(link, near, far);
    const asked = must(await near.workspace.askToEdit(id, 'Nia'));
    const other = must(await far.workspace.askToEdit(id, 'Fay'));
    if (act === 'removes') {
      must(await editor.workspace.admitEditor(id, asked.request, 'editor'));
      must(await editor.workspace.admitEditor(id, other.request, 'editor'));
      await world.pass(15_000);
    }
    // The charter is kept; its secrets are said to the owner alone, or to nobody.
    let told = act === 'removes' ? 1 : 0;
    const say = Replicator.prototype.author;
    const spy = vi.spyOn(Replicator.prototype, 'author').mockImplementation(function end(this: Replicator, ...said) {
      return said[1] === 'channel.keys' && (told -= 1) < 0
        ? Promise.resolve(fail('storage-failed', 'its app ended'))
        : say.apply(this, said);
    });
    if (act === 'removes') {
      const pens = await editor.read(editor.workspace.channels.editors(id));
      const fay = pens.find(({ name }) => name === 'Fay')?.pen;
      if (fay === undefined) throw new Error('no such editor');
      expect((await editor.workspace.removeEditor(id, fay)).ok).toBe(false);
    } else expect((await editor.workspace.admitEditor(id, asked.request, 'editor')).ok).toBe(false);
    spy.mockRestore();
    await editor.close();
    await editor.open();
    await world.pass(60_000);
    must(await far.workspace.writeToChannel(id, { name: 'Fay', text: 'For all editors' }));
    await world.pass(20_000);
    for (const person of [editor, near])
      expect([person.name, await textOf(person, id)]).toEqual([person.name, ['For all editors']]);
    const keysSaid = vi.spyOn(Replicator.prototype, 'author');
    await editor.close();
    await editor.open();
    await world.pass(60_000);
    expect(keysSaid.mock.calls.filter(([, kind]) => kind === 'channel.keys')).toEqual([]);
    keysSaid.mockRestore();
  });
});

describe('a writer who says what only editors may', () => {
  it('CHN-4 pushes no word of the channel away, however much they say', async () => {
    const { world, editor, near, far } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    must(await editor.workspace.changeChannel(id, { description: 'All of it', comments: 'on' }));
    const first = await post(editor, id, 'Rain at noon');
    await follow(link, near, far);
    const { request } = must(await near.workspace.askToEdit(id, 'Nia'));
    must(await editor.workspace.admitEditor(id, request, 'writer'));
    await world.pass(15_000);
    const hand = await wordsBy(near, id);
    for (let n = 0; n < 8; n += 1) must(await hand.author(id, 'channel.face', { n }));
    for (let n = 0; n < 3; n += 1) must(await hand.author(id, 'channel.posted', { n }));
    for (let n = 0; n < 64; n += 1) must(await hand.author(id, 'channel.keys', { n }));
    await world.pass(20_000);
    expect(await channelOf(far, id)).toMatchObject({ description: 'All of it', comments: 'on' });
    expect((await channelOf(far, id)).newest?.text).toBe('Rain at noon');
    must(await far.workspace.writeToChannel(id, { name: 'Fay', text: 'Is it read?' }));
    await world.pass(20_000);
    expect(await textOf(editor, id)).toEqual(['Is it read?']);
    await editor.close();
    await editor.open();
    await world.pass(60_000);
    must(await far.workspace.writeToChannel(id, { name: 'Fay', text: 'And now?' }));
    await world.pass(20_000);
    expect((await textOf(editor, id)).toSorted()).toEqual(['And now?', 'Is it read?']);
    expect((await postsOf(far, id)).map(({ id: shown }) => shown)).toContain(first);
  });
});
