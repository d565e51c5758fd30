import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MOST_RECEIVED_A_DAY } from '@services/channels/arrivedLetters.ts';
import { BY_ITSELF, QUESTIONS } from '@services/channels/autoAnswers.ts';
import { ROOM_TURN } from '@services/channels/readerRooms.ts';
import { SCHEDULE_EVERY } from '@services/channels/schedule.ts';
import {
  channelOf,
  follow,
  lettersOf,
  only,
  openChannel,
  post,
  postsOf,
  strangers,
  textsOf,
} from './support/channelStory.ts';
import { type Person, must, setup } from './support/world.ts';

async function pair(): Promise<{ editor: Person; reader: Person; world: Person['world'] }> {
  const { world, people } = await strangers('Editor', 'Reader');
  const [editor, reader] = people;
  if (editor === undefined || reader === undefined) throw new Error('two people');
  return { world, editor, reader };
}

const words = (text: string) => ({ v: 1 as const, blocks: [{ block: 'paragraph' as const, spans: [{ text }] }] });

describe('following a channel', () => {
  it('CHN-7 says what a link leads to before it is followed, and refuses what is none', async () => {
    const { editor, reader } = await pair();
    const { id, link, fingerprint } = await openChannel(editor, 'Weather');
    expect(must(await reader.workspace.previewChannel(link))).toEqual({
      id,
      name: 'Weather',
      fingerprint,
      followed: false,
      lookAlike: { isMixed: false, other: null },
    });
    for (const text of ['', 'hello', link.slice(0, -9)])
      expect(await reader.workspace.followChannel(text)).toMatchObject({ error: { code: 'channel-link-invalid' } });
  });

  it('CHN-9 counts what is new until it is read; muted it counts for itself alone', async () => {
    const { world, editor, reader } = await pair();
    const { id, link } = await openChannel(editor, 'Weather');
    await follow(link, reader);
    const total = () => reader.read(reader.workspace.channels.unreadChannels());
    await post(editor, id, 'One');
    await post(editor, id, 'Two');
    await world.pass(5000);
    expect([(await channelOf(reader, id)).unread, await total()]).toEqual([2, 2]);
    expect((await channelOf(editor, id)).unread).toBe(0);
    must(await reader.workspace.muteChannel(id, true));
    expect([(await channelOf(reader, id)).unread, await total()]).toEqual([2, 0]);
    must(await reader.workspace.readChannel(id));
    expect((await channelOf(reader, id)).unread).toBe(0);
    expect((await channelOf(reader, id)).newest?.text).toBe('Two');
  });

  it('CHN-1 the journal takes one small entry for each time a channel is read', async () => {
    const { world, editor, reader } = await pair();
    const { id, link } = await openChannel(editor, 'Weather');
    await follow(link, reader);
    const account = await reader.account();
    const kept = async () => must(await reader.host.call('journal.describe', { account }));
    await world.pass(2000);
    const before = await kept();
    for (let n = 0; n < 5; n += 1) {
      await world.pass(10);
      must(await reader.workspace.readChannel(id));
    }
    const after = await kept();
    expect(after.count - before.count).toBeLessThanOrEqual(5);
    await reader.close();
    reader.disk = new MemoryDisk();
    await reader.open();
    expect(await channelOf(reader, id)).toMatchObject({ followed: true });
    expect(await reader.read(reader.workspace.channels.editors(id))).toHaveLength(1);
  });

  it('CHN-1 an own channel is not forgotten for want of its key', async () => {
    const { editor } = await pair();
    const { id } = await openChannel(editor, 'Weather');
    const name = `channel-pen.${id}`;
    const seed = editor.keys.secrets.get(name);
    if (seed === undefined) throw new Error('no pen');
    await editor.close();
    editor.keys.secrets.delete(name);
    await editor.open();
    must(await editor.workspace.unfollowChannel(id));
    await editor.close();
    editor.keys.secrets.set(name, seed);
    await editor.open();
    expect(await channelOf(editor, id)).toMatchObject({ role: 'owner', followed: false });
    await post(editor, id, 'Still mine');
  });

  it('CHN-1 unfollowed it is shown no more and nothing new comes; followed again it is all there', async () => {
    const { world, editor, reader } = await pair();
    const { id, link } = await openChannel(editor, 'Weather');
    await post(editor, id, 'One');
    await follow(link, reader);
    must(await reader.workspace.unfollowChannel(id));
    expect(await reader.read(reader.workspace.channels.channels())).toEqual([]);
    expect(await postsOf(reader, null)).toEqual([]);
    await post(editor, id, 'Two');
    await world.pass(20_000);
    await follow(link, reader);
    expect(await textsOf(reader, id)).toEqual(['Two', 'One']);
  });

  it('CHN-20 whose name could be taken for that of one followed before is said so, before it is followed and after', async () => {
    const { world, editor, reader } = await pair();
    const real = await openChannel(editor, 'Harbour Weather');
    const copy = await openChannel(editor, 'Hаrbour Wеather');
    await follow(real.link, reader);
    const told = must(await reader.workspace.previewChannel(copy.link));
    expect(told.lookAlike).toEqual({ isMixed: true, other: 'Harbour Weather' });
    expect(must(await reader.workspace.previewChannel(real.link)).lookAlike).toEqual({ isMixed: false, other: null });
    await world.pass(1000);
    await follow(copy.link, reader);
    expect((await channelOf(reader, copy.id)).lookAlike.other).toBe('Harbour Weather');
    expect((await channelOf(reader, real.id)).lookAlike).toEqual({ isMixed: false, other: null });
    // By what it calls itself now, not by what its link said.
    must(await editor.workspace.changeChannel(copy.id, { name: 'Harbour Bakery' }));
    await world.pass(5000);
    expect((await channelOf(reader, copy.id)).lookAlike).toEqual({ isMixed: false, other: null });
  });

  it('CHN-21 a letter no editor took for a month is told to nobody any more, and says so; taken all the same, that holds', async () => {
    const { world, editor, reader } = await pair();
    const { id, link } = await openChannel(editor, 'Weather');
    const said = await post(editor, id, 'Rain');
    await follow(link, reader);
    await editor.close();
    must(await reader.workspace.commentOnChannel(said, { name: 'Nia', text: 'Wet' }));
    await reader.close();
    await world.pass(31 * 24 * 3_600_000);
    await reader.open();
    await world.pass(2000);
    expect((await postsOf(reader, id))[0]?.sent).toMatchObject([{ text: 'Wet', state: 'expired' }]);
    await editor.open();
    await world.pass(30_000);
    expect(await lettersOf(editor, id)).toEqual([]);
  });

  it('CHN-8 a face is changed, a post edited, pinned and deleted, and every reader sees it', async () => {
    const { world, editor, reader } = await pair();
    const { id, link } = await openChannel(editor, 'Weather');
    const [kept, gone] = [await post(editor, id, 'Kept'), await post(editor, id, 'Gone')];
    await follow(link, reader);
    must(await editor.workspace.deleteChannelPost(gone));
    const menu = [{ label: 'Shop', does: 'link' as const, url: 'https://example.org/' }];
    must(await editor.workspace.changeChannel(id, { description: 'Rain or shine', pinned: [kept], menu }));
    await world.pass(5000);
    expect(await channelOf(reader, id)).toMatchObject({ description: 'Rain or shine', pinned: [kept], menu });
    expect((await postsOf(reader, id)).map(({ body, isPinned }) => [body?.text, isPinned])).toEqual([['Kept', true]]);
    const refused = await editor.workspace.changeChannel(id, {
      menu: [{ label: 'x', does: 'link', url: 'javascript:0' }],
    });
    expect(refused).toMatchObject({ error: { code: 'channel-face-invalid' } });
    expect(await reader.workspace.changeChannel(id, { name: 'Mine' })).toMatchObject({
      error: { code: 'channel-not-allowed' },
    });
  });

  it('REP-17 a newcomer to a long channel has the newest posts first', async () => {
    const { world, editor, reader } = await pair();
    const { id, link } = await openChannel(editor, 'Weather');
    for (let n = 0; n < 620; n += 1) await post(editor, id, `Post ${n}`);
    world.network.setConditions({ latency: 400 });
    must(await reader.workspace.followChannel(link));
    const shown = async () => {
      const window = reader.workspace.channels.openChannelPosts(id);
      await world.pass(0);
      const { posts } = window.state.get();
      window.close();
      return posts.map(({ body }) => body?.text ?? '');
    };
    let first: readonly string[] = [];
    for (let step = 0; step < 300 && first.length === 0; step += 1) {
      await world.pass(100);
      first = await shown();
    }
    expect(first[0]).toBe('Post 619');
    expect(first.length).toBeGreaterThan(20);
    expect(first).not.toContain('Post 0');
    await world.pass(60_000);
    const window = reader.workspace.channels.openChannelPosts(id);
    await world.pass(10);
    for (let page = 0; page < 60 && window.state.get().hasOlder; page += 1) {
      window.showOlder();
      await world.pass(10);
    }
    expect(window.state.get().posts.at(-1)?.body?.text).toBe('Post 0');
    window.close();
  });

  it('CHN-9 who follows more channels than there are rooms goes round', async () => {
    const { world, editor, reader } = await pair();
    const opened: Awaited<ReturnType<typeof openChannel>>[] = [];
    for (let n = 0; n < 14; n += 1) opened.push(await openChannel(editor, `Channel ${n}`));
    for (const { link } of opened) must(await reader.workspace.followChannel(link));
    for (const { id } of opened) await post(editor, id, 'Hello');
    await world.pass(12 * ROOM_TURN);
    const heard: number[] = [];
    for (const { id } of opened) heard.push((await postsOf(reader, id)).length);
    expect(heard).toEqual(opened.map(() => 1));
  });
});

describe('what goes by itself', () => {
  it('CHN-16 a draft is kept over a restart and published when its time has come', async () => {
    const { world, editor, reader } = await pair();
    const { id, link } = await openChannel(editor, 'Weather');
    await follow(link, reader);
    const long = words('x'.repeat(19_000));
    const document = { v: 1 as const, blocks: Array.from({ length: 6 }, () => long.blocks).flat() };
    const publishAt = world.clock.now() + 10 * SCHEDULE_EVERY;
    const draft = { id: 'd1', channel: id, post: null, title: 'Later', summary: '', series: '', publishAt };
    must(await editor.workspace.saveArticle({ ...draft, document: words('first') }));
    must(await editor.workspace.saveArticle({ ...draft, document }));
    await editor.close();
    await editor.open();
    expect(only(await editor.read(editor.workspace.channels.drafts(id)))).toMatchObject({ title: 'Later', document });
    await world.pass(5 * SCHEDULE_EVERY);
    expect(await postsOf(reader, id)).toEqual([]);
    await world.pass(8 * SCHEDULE_EVERY);
    expect(await textsOf(reader, id)).toEqual(['Later']);
    expect(await editor.read(editor.workspace.channels.drafts(id))).toEqual([]);
    const article = only(await postsOf(reader, id)).id;
    const change = { ...draft, id: 'd2', post: article, title: 'Sooner', publishAt: null, document: words('changed') };
    must(await editor.workspace.saveArticle(change));
    must(await editor.workspace.publishArticle('d2'));
    await world.pass(15_000);
    expect(await textsOf(reader, id)).toEqual(['Sooner']);
    expect(await reader.read(reader.workspace.channels.article(article))).toEqual(words('changed'));
  });

  it('CHN-18 letters are answered by their words, then by the endpoint; comments go as the policy says', async () => {
    const { world, editor, reader } = await pair();
    const { id, link } = await openChannel(editor, 'Weather');
    const about = await post(editor, id, 'Rain at noon');
    await follow(link, reader);
    const url = 'http://localhost:11434/v1';
    editor.host.answers.set(url, ({ model, text }) => `${model} heard: ${text}`);
    const rules = [{ words: ['opening hours'], reply: 'From nine to five.' }];
    const endpoint = { url, model: 'small', instructions: '' };
    must(await editor.workspace.setAutoReplies(id, { rules, endpoint }));
    for (const bad of ['http://192.168.1.2/v1', 'ftp://localhost'])
      expect(await editor.workspace.setAutoReplies(id, { rules, endpoint: { ...endpoint, url: bad } })).toMatchObject({
        error: { code: 'answering-invalid' },
      });
    must(await reader.workspace.writeToChannel(id, { name: 'Ria', text: 'What are your OPENING HOURS?' }));
    await world.pass(5000);
    must(await reader.workspace.writeToChannel(id, { name: 'Ria', text: 'And on Sunday?' }));
    await world.pass(5000);
    const { lines } = await reader.read(reader.workspace.channels.ownLetters(id));
    expect(lines.filter(({ own }) => !own).map(({ text }) => text)).toEqual([
      'From nine to five.',
      'small heard: And on Sunday?',
    ]);
    must(await editor.workspace.changeChannel(id, { comments: 'on' }));
    await world.pass(2000);
    must(await reader.workspace.commentOnChannel(about, { name: 'Ria', text: 'At once' }));
    await world.pass(8000);
    expect(only(await postsOf(reader, id)).remarks.map(({ text }) => text)).toEqual(['At once']);
    must(await editor.workspace.hideComment(about, only(only(await postsOf(editor, id)).remarks).id));
    must(await editor.workspace.changeChannel(id, { comments: 'off' }));
    await world.pass(5000);
    expect(only(await postsOf(reader, id)).remarks).toEqual([]);
    expect(await reader.workspace.commentOnChannel(about, { name: 'Ria', text: 'Again' })).toMatchObject({
      error: { code: 'channel-comments-off' },
    });
  });

  it('CHN-18 CHN-12 a flood of letters fills no log: so much is done by itself in an hour, so many are received in a day', async () => {
    const { world, editor, reader } = await pair();
    const { id, link } = await openChannel(editor, 'Weather');
    const about = await post(editor, id, 'Rain at noon');
    await follow(link, reader);
    const url = 'http://localhost:11434/v1';
    let questions = 0;
    editor.host.answers.set(url, () => `Answer ${(questions += 1)}`);
    must(await editor.workspace.setAutoReplies(id, { rules: [], endpoint: { url, model: 'm', instructions: '' } }));
    must(await editor.workspace.changeChannel(id, { comments: 'on' }));
    await world.pass(2000);
    // An owner's letters to their own channel come without a way to go.
    const flood = async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        must(await editor.workspace.commentOnChannel(about, { name: 'x', text: `Comment ${n}` }));
        if (n < count / 2) must(await editor.workspace.writeToChannel(id, { name: 'x', text: `Message ${n}` }));
      }
      await world.pass(10_000);
    };
    await flood(80);
    expect(only(await postsOf(reader, id)).remarks.length).toBe(BY_ITSELF.capacity);
    expect(questions).toBe(QUESTIONS.capacity);
    expect((await lettersOf(editor, id)).length).toBe(120);
    await flood(260);
    expect((await lettersOf(editor, id)).length).toBe(MOST_RECEIVED_A_DAY);
    expect(only(await postsOf(reader, id)).remarks.length).toBe(BY_ITSELF.capacity);
  });

  it('CHN-11 what an editor takes on, refuses or puts aside the other editor sees', async () => {
    const { world, people } = await strangers('Editor', 'Second', 'Reader');
    const [editor, second, reader] = people;
    if (editor === undefined || second === undefined || reader === undefined) throw new Error('three people');
    const { id, link } = await openChannel(editor, 'Weather');
    const about = await post(editor, id, 'Rain at noon');
    await follow(link, second, reader);
    const { request } = must(await second.workspace.askToEdit(id, 'Sam'));
    must(await editor.workspace.admitEditor(id, request, 'editor'));
    must(await reader.workspace.writeToChannel(id, { name: 'Ria', text: 'Hello' }));
    must(await reader.workspace.commentOnChannel(about, { name: 'Ria', text: 'Nonsense' }));
    await world.pass(20_000);
    const byText = async (text: string) => only((await lettersOf(second, id)).filter((one) => one.text === text));
    must(await second.workspace.settleLetter((await byText('Hello')).id, 'assigned'));
    must(await second.workspace.settleLetter((await byText('Nonsense')).id, 'refused'));
    await world.pass(8000);
    expect(
      (await lettersOf(editor, id)).map(({ text, state, assigned }) => [text, state, assigned].join(' ')).toSorted(),
    ).toEqual(['Hello assigned Sam', 'Nonsense refused ']);
    expect(only(await postsOf(reader, id)).sent).toMatchObject([{ text: 'Nonsense', state: 'refused' }]);
    must(await editor.workspace.settleLetter((await byText('Hello')).id, 'open'));
    await world.pass(8000);
    expect(await byText('Hello')).toMatchObject({ state: 'open', assigned: null });
    expect(await reader.workspace.settleLetter((await byText('Hello')).id, 'done')).toMatchObject({ ok: false });
  });
});

describe('people who know each other', () => {
  it('CHN-14 a contact is told what one vouches for, and nobody is told of what one follows', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people;
    if (alice === undefined || bob === undefined) throw new Error('two people');
    const { id, link } = await openChannel(alice, 'Weather');
    const fromPeople = () => bob.read(bob.workspace.channels.channelsFromPeople());
    await world.pass(10_000);
    expect(await fromPeople()).toEqual([]);
    must(await alice.workspace.vouchFor(id, true));
    await world.pass(2000);
    const told = only(await fromPeople());
    expect([told.id, told.name, told.people.map(({ name }) => name)]).toEqual([id, 'Weather', ['Alice']]);
    await follow(told.link, bob);
    expect((await channelOf(bob, id)).vouchedBy.map(({ name }) => name)).toEqual(['Alice']);
    expect((await channelOf(bob, id)).link).toContain(link.slice(0, 40));
    must(await alice.workspace.vouchFor(id, false));
    await world.pass(2000);
    expect(await fromPeople()).toEqual([]);
  });
});
