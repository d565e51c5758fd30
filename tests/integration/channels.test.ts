import { describe, expect, it } from 'vitest';
import {
  articleText,
  channelOf,
  follow,
  lettersOf,
  only,
  openChannel,
  post,
  postsOf,
  publishArticle,
  strangers,
  textsOf,
} from './support/channelStory.ts';
import { type Person, must } from './support/world.ts';

async function three(): Promise<{ editor: Person; near: Person; far: Person; world: Person['world'] }> {
  const { world, people } = await strangers('Editor', 'Near', 'Far');
  const [editor, near, far] = people;
  if (editor === undefined || near === undefined || far === undefined) throw new Error('three people');
  return { world, editor, near, far };
}

describe('channels among readers who do not know each other', () => {
  it('CHN-9 a post reaches a reader through another reader while the editor is away', async () => {
    const { world, editor, near, far } = await three();
    const { id, link } = await openChannel(editor, 'Weather');
    await post(editor, id, 'Rain at noon');
    await follow(link, near);
    expect(await textsOf(near, id)).toEqual(['Rain at noon']);
    expect(await channelOf(near, id)).toMatchObject({ name: 'Weather', followed: true, role: null, unread: 1 });
    await editor.close();
    await follow(link, far);
    expect(await textsOf(far, id)).toEqual(['Rain at noon']);
    await editor.open();
    await post(editor, id, 'Sun at two');
    await world.pass(5000);
    expect(await textsOf(far, id)).toEqual(['Sun at two', 'Rain at noon']);
  });

  it('FED-15 what comes late is new all the same, over a restart, until it is read', async () => {
    const { world, editor, near, far } = await three();
    const { id, link } = await openChannel(editor, 'Weather');
    await post(editor, id, 'Before anybody followed');
    await follow(link, near, far);
    must(await far.workspace.readChannel(id));
    await far.close();
    await post(editor, id, 'While Far was away');
    await world.pass(5000);
    await editor.close();
    await near.close();
    await world.pass(60_000);
    await far.open();
    must(await far.workspace.readChannel(id));
    await near.open();
    await world.pass(20_000);
    expect(await textsOf(far, id)).toEqual(['While Far was away', 'Before anybody followed']);
    expect((await channelOf(far, id)).unread).toBe(1);
    await far.close();
    await far.open();
    expect((await channelOf(far, id)).unread).toBe(1);
    must(await far.workspace.readChannel(id));
    expect((await channelOf(far, id)).unread).toBe(0);
    expect(await far.read(far.workspace.channels.unreadChannels())).toBe(0);
  });

  it('FED-15 a post of a clock that is ahead is read once, and hides nothing that comes after it', async () => {
    const { world, editor, near } = await three();
    const { id, link } = await openChannel(editor, 'Weather');
    await follow(link, near);
    must(await near.workspace.readChannel(id));
    editor.clockOffset = () => 4 * 60_000;
    await post(editor, id, 'Ahead');
    await world.pass(5000);
    expect((await channelOf(near, id)).unread).toBe(1);
    must(await near.workspace.readChannel(id));
    expect((await channelOf(near, id)).unread).toBe(0);
    await near.close();
    await near.open();
    // Of a second editor whose clock is right.
    editor.clockOffset = () => 0;
    await post(editor, id, 'On time');
    await world.pass(20_000);
    expect((await channelOf(near, id)).unread).toBe(1);
  });

  it('CHN-17 an article and its picture are given on by who read them', async () => {
    const { world, editor, near, far } = await three();
    const { id, link } = await openChannel(editor, 'Weather');
    const article = await publishArticle(editor, id, 'Clouds');
    await follow(link, near);
    await world.pass(10_000);
    expect(await articleText(near, article)).toBe('About Clouds.\nSeen from above');
    await editor.close();
    await follow(link, far);
    await world.pass(20_000);
    expect(await articleText(far, article)).toBe('About Clouds.\nSeen from above');
    const face = only(await postsOf(far, id)).article;
    const cover = face?.cover ?? null;
    if (cover === null) throw new Error('no cover');
    const state = far.workspace.fileState(cover);
    const stop = state.subscribe(() => undefined);
    await world.pass(5000);
    stop();
    expect(state.get().state).toBe('here');
  });

  it('CHN-17 who fetches nothing by rule has an article and its pictures when they ask for them', async () => {
    const { world, editor, near } = await three();
    const { id, link } = await openChannel(editor, 'Weather');
    const article = await publishArticle(editor, id, 'Clouds', ['Above', 'Below']);
    must(await near.workspace.updateSettings({ autoDownload: { limit: 0, onMetered: false } }));
    await follow(link, near);
    const stopReading = near.workspace.channels.article(article).subscribe(() => undefined);
    await world.pass(10_000);
    const document = await near.read(near.workspace.channels.article(article));
    const pictures = (document?.blocks ?? []).flatMap((block) => (block.block === 'picture' ? [block.file] : []));
    const states = pictures.map((file) => near.workspace.fileState(file));
    const stops = [stopReading, ...states.map((state) => state.subscribe(() => undefined))];
    expect(states.map((state) => state.get().state)).toEqual(['absent', 'absent']);
    // The event names the second without saying how large it is: the document does.
    for (const { blob } of pictures) must(await near.workspace.downloadFile(blob));
    await world.pass(10_000);
    expect(states.map((state) => state.get().state)).toEqual(['here', 'here']);
    for (const stop of stops) stop();
  });

  it('CHN-10 a comment is moderated and a letter answered, with the editor offline for a while', async () => {
    const { world, editor, near, far } = await three();
    const { id, link } = await openChannel(editor, 'Weather');
    const about = await post(editor, id, 'Rain at noon');
    await follow(link, near, far);
    await editor.close();
    must(await near.workspace.commentOnChannel(about, { name: 'Nia', text: 'Are you sure?' }));
    must(await near.workspace.writeToChannel(id, { name: 'Nia', text: 'May I reprint this?' }));
    await world.pass(5000);
    expect(only(await postsOf(near, id)).sent).toMatchObject([{ text: 'Are you sure?', state: 'waiting' }]);
    // Who wrote is gone too: the letters are with the other reader.
    await near.close();
    await editor.open();
    await world.pass(20_000);
    const letters = await lettersOf(editor, id);
    expect(letters.map(({ kind, name, text, state }) => [kind, name, text, state].join(' ')).toSorted()).toEqual([
      'comment Nia Are you sure? open',
      'message Nia May I reprint this? open',
    ]);
    const comment = only(letters.filter(({ kind }) => kind === 'comment'));
    const message = only(letters.filter(({ kind }) => kind === 'message'));
    must(await editor.workspace.publishComment(comment.id));
    must(await editor.workspace.answerLetter(message.id, 'Gladly.'));
    must(await editor.workspace.settleLetter(message.id, 'done'));
    await near.open();
    await world.pass(20_000);
    const shown = only(await postsOf(near, id));
    expect(shown.remarks.map(({ person, text }) => [person.name, text])).toEqual([['Nia', 'Are you sure?']]);
    expect(shown.sent).toEqual([]);
    const own = await near.read(near.workspace.channels.ownLetters(id));
    expect(own.lines.map(({ text, own: isOwn }) => [text, isOwn])).toEqual([
      ['May I reprint this?', true],
      ['Gladly.', false],
    ]);
    expect((await lettersOf(editor, id)).map(({ state }) => state)).toEqual(['done', 'done']);
    expect((await far.read(far.workspace.channels.ownLetters(id))).lines).toEqual([]);
  });

  it('CHN-5 an editor is added, publishes, sees the letters, and is given the channel', async () => {
    const { world, editor, near, far } = await three();
    const { id, link } = await openChannel(editor, 'Weather');
    await follow(link, near, far);
    must(await far.workspace.writeToChannel(id, { name: 'Fay', text: 'Hello' }));
    await world.pass(5000);
    const { request } = must(await near.workspace.askToEdit(id, 'Nia'));
    must(await editor.workspace.admitEditor(id, request, 'editor'));
    await world.pass(15_000);
    expect((await channelOf(near, id)).role).toBe('editor');
    expect((await lettersOf(near, id)).map(({ text }) => text)).toEqual(['Hello']);
    await post(near, id, 'From the new editor');
    await world.pass(5000);
    expect(await textsOf(far, id)).toEqual(['From the new editor']);
    const editors = await editor.read(editor.workspace.channels.editors(id));
    const pen = only(editors.filter(({ role }) => role === 'editor')).pen;
    must(await editor.workspace.handOverChannel(id, pen));
    await world.pass(15_000);
    expect((await channelOf(near, id)).role).toBe('owner');
    expect((await channelOf(editor, id)).role).toBe('editor');
    const refused = await editor.workspace.handOverChannel(id, pen);
    expect(refused.ok ? null : refused.error.code).toBe('channel-not-allowed');
    const [own] = (await near.read(near.workspace.channels.editors(id))).filter((one) => !one.own);
    if (own === undefined) throw new Error('the old owner edits');
    must(await near.workspace.removeEditor(id, own.pen));
    await world.pass(15_000);
    expect((await channelOf(editor, id)).role).toBeNull();
    const late = await editor.workspace.postToChannel(id, { text: 'Late', files: [], link: null, program: null });
    expect(late.ok).toBe(false);
    expect(await textsOf(far, id)).toEqual(['From the new editor']);
  });

  it('CHN-13 says about how many read it, and nothing where nobody is linked', async () => {
    const { world, editor, near, far } = await three();
    const { id, link } = await openChannel(editor, 'Weather');
    expect((await channelOf(editor, id)).readers).toBeNull();
    await follow(link, near, far);
    await world.pass(10_000);
    const { readers } = await channelOf(editor, id);
    expect(readers).toBeGreaterThan(0);
    expect(readers).toBeLessThan(12);
  });
});
