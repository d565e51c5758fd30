import { describe, expect, it } from 'vitest';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { type Charter, extendCharter, foundCharter, packCharter } from '@domain/channel/charter.ts';
import { packEnvelope } from '@domain/channel/letter.ts';
import { channelOf as channelOfLink, readChannelLink } from '@domain/channel/link.ts';
import { encodeEvent, eventSigningBytes, idBytes, sealEvent } from '@domain/event/codec.ts';
import { encodePost, textPost } from '@domain/feed/post.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import type { SpaceId } from '@shared/ids.ts';
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
import { Rogue } from './support/channelRogue.ts';
import { type Person, must } from './support/world.ts';

const random = new SeededRandom(99);
const vault = new MemoryKeyVault({ random });

async function trio(): Promise<{ editor: Person; near: Person; far: Person; world: Person['world'] }> {
  const { world, people } = await strangers('Editor', 'Near', 'Far');
  const [editor, near, far] = people;
  if (editor === undefined || near === undefined || far === undefined) throw new Error('three people');
  return { world, editor, near, far };
}

/** The first charter of a channel, as its owner's stolen key would sign it again. */
async function refounded(owner: Person, link: string): Promise<{ charter: Charter; seed: Uint8Array }> {
  const space = channelOfLink(must(readChannelLink(link)));
  const seed = owner.keys.secrets.get(`channel-root.${space}`);
  if (seed === undefined) throw new Error('no key of the channel');
  const agree = await vault.agreementOfSeed(random.bytes(32));
  const pens = [{ pen: await vault.publicKeyOfSeed(random.bytes(32)), agree, role: 'owner' as const, name: 'Thief' }];
  const sign = (bytes: Uint8Array) => vault.signWithSeed(seed, bytes);
  const founder = await vault.publicKeyOfSeed(seed);
  return { charter: must(await foundCharter(founder, { inbox: agree, pens, at: 1 }, sign)), seed };
}

const envelope = () => packEnvelope({ key: random.bytes(32), nonce: random.bytes(24), box: random.bytes(300) });

/** A post in a channel's space, signed by some key. */
async function foreignPost(space: SpaceId, at: number): Promise<Uint8Array> {
  const seed = random.bytes(32);
  const device = deviceOfKey(await vault.publicKeyOfSeed(seed));
  const body = { post: encodePost(textPost('Buy this')), expires: null };
  const content = { space, kind: 'channel.posted', device, seq: 0, prev: null, at, body };
  const bytes = encodeEvent(content);
  const signature = await vault.signWithSeed(seed, eventSigningBytes(content.kind, bytes));
  return sealEvent(content, bytes, signature).payload;
}

describe('a stranger in the room of a channel', () => {
  it('REP-26 learns of nobody who they are: no account, device, name or card is in any byte that is said', async () => {
    const { world, editor, near, far } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    const rogue = new Rogue(world, id);
    const about = await post(editor, id, 'Rain at noon');
    await follow(link, near, far);
    must(await near.workspace.commentOnChannel(about, { name: 'Nia', text: 'Are you sure?' }));
    must(await far.workspace.writeToChannel(id, { name: 'Fay', text: 'A secret' }));
    await world.pass(20_000);
    expect(rogue.links.length).toBe(3);
    expect(rogue.kinds).not.toContain('hello');
    expect(rogue.kinds).toContain('feed.word');
    for (const person of [editor, near, far]) {
      const { account, device } = await person.read(person.workspace.ownProfile());
      for (const told of [idBytes(account), idBytes(device), Buffer.from(account), Buffer.from(person.name)])
        expect([person.name, rogue.hasHeard(told)]).toEqual([person.name, false]);
    }
    for (const told of ['Are you sure?', 'A secret', 'Nia', 'Fay'])
      expect([told, rogue.hasHeard(Buffer.from(told))]).toEqual([told, false]);
    // What is public is there in plain: the test would see the rest.
    expect(rogue.hasHeard(Buffer.from('Rain at noon'))).toBe(true);
  });

  it('REP-26 is cut off for saying who somebody is, and is told nothing by it', async () => {
    const { world, editor } = await trio();
    const { id } = await openChannel(editor, 'Weather');
    const rogue = new Rogue(world, id);
    await world.pass(2000);
    for (let n = 0; n < 3; n += 1) rogue.say({ t: 'hello', v: 1, card: random.bytes(200) });
    await world.pass(2000);
    expect(rogue.ended.length).toBe(1);
    expect(rogue.kinds).not.toContain('hello');
  });

  it('REP-26 is no presence, in no count of devices, and what they hold is kept nowhere', async () => {
    const { world, editor, near } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    await post(editor, id, 'Rain at noon');
    await follow(link, near);
    await world.pass(20_000);
    expect(await textsOf(near, id)).toEqual(['Rain at noon']);
    for (const person of [editor, near]) {
      const { connection, presence } = person.workspace;
      expect([connection.get().devices, connection.get().upToDate, presence.get().size]).toEqual([0, [], 0]);
    }
    const account = await editor.account();
    await editor.close();
    const store = new MemoryDocumentStore({ disk: editor.disk });
    must(await store.open(account));
    expect(await editor.read(store.watchAcknowledgements(id))).toEqual([]);
    expect(must(await store.chainHeads(id))).toHaveLength(1);
    store.close();
  });

  it('LNK-13 is cut off for words that are none', async () => {
    const { world, editor } = await trio();
    const { id } = await openChannel(editor, 'Weather');
    const rogue = new Rogue(world, id);
    await world.pass(2000);
    for (let n = 0; n < 3; n += 1) rogue.say({ t: 'feed.word', lane: 'channels', word: random.bytes(40) });
    await world.pass(2000);
    expect(rogue.ended.length).toBe(1);
    rogue.say({ t: 'feed.word', lane: 'moments', word: random.bytes(40) });
    await post(editor, id, 'Still here');
    expect(await textsOf(editor, id)).toEqual(['Still here']);
  });

  it('CHN-2 gets nowhere with a charter of their own making, and is cut off', async () => {
    const { world, editor, near } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    const other = await openChannel(editor, 'Other');
    await follow(link, near);
    const rogue = new Rogue(world, id);
    await world.pass(3000);
    const { charter } = await refounded(editor, other.link);
    const thief = await vault.publicKeyOfSeed(random.bytes(32));
    const own = await foundCharter(
      thief,
      { inbox: thief, pens: charter.last.pens, at: 1 },
      async () => new Uint8Array(64),
    );
    rogue.sayWord({ t: 'charter', bytes: packCharter(charter) });
    rogue.sayWord({ t: 'charter', bytes: packCharter(must(own)) });
    rogue.sayWord({ t: 'charter', bytes: random.bytes(500) });
    await world.pass(3000);
    expect(rogue.ended.length).toBe(2);
    expect(await channelOf(near, id)).toMatchObject({ trouble: null });
    expect(await near.read(near.workspace.channels.editors(id))).toHaveLength(1);
    await post(editor, id, 'Still here');
    await world.pass(3000);
    expect(await textsOf(near, id)).toEqual(['Still here']);
  });

  it('CHN-2 asks for the charter again and again, and is given it once', async () => {
    const { world, editor } = await trio();
    const { id } = await openChannel(editor, 'Weather');
    const rogue = new Rogue(world, id);
    await world.pass(3000);
    const given = () => rogue.words.filter(({ t }) => t === 'charter').length;
    for (let n = 0; n < 20; n += 1) rogue.sayWord({ t: 'at', n: null, id: null });
    await world.pass(3000);
    expect([rogue.links.length, given()]).toEqual([1, 1]);
    rogue.sayWord({ t: 'at', n: 0, id: random.bytes(32) });
    await world.pass(3000);
    expect(given()).toBe(1);
  });

  it('CHN-4 writes nothing with a pen that no charter names, and is cut off for going on', async () => {
    const { world, editor, near } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    await post(editor, id, 'Rain at noon');
    await follow(link, near);
    const rogue = new Rogue(world, id);
    await world.pass(3000);
    for (let n = 0; n < 120; n += 1) rogue.say({ t: 'event', payload: await foreignPost(id, world.clock.now()) });
    await world.pass(5000);
    expect(await textsOf(near, id)).toEqual(['Rain at noon']);
    expect(await textsOf(editor, id)).toEqual(['Rain at noon']);
    expect(rogue.ended.length).toBeGreaterThanOrEqual(2);
  });

  it('CHN-12 floods letters in vain: is cut off, and a letter of somebody else arrives', async () => {
    const { world, editor, near, far } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    await follow(link, near, far);
    const rogue = new Rogue(world, id);
    await world.pass(3000);
    const wave = () => {
      for (let n = 0; n < 150; n += 1) rogue.sayWord({ t: 'letter', hops: 0, bytes: envelope() });
    };
    for (let n = 0; n < 8 && rogue.ended.length < rogue.links.length; n += 1) {
      wave();
      await world.pass(4000);
    }
    expect(rogue.ended.length).toBeGreaterThanOrEqual(3);
    must(await near.workspace.writeToChannel(id, { name: 'Nia', text: 'Through the noise' }));
    await world.pass(60_000);
    expect((await lettersOf(editor, id)).map(({ text }) => text)).toEqual(['Through the noise']);
  });

  it('CHN-17 gives wrong bytes for a picture in vain: it is taken from who has it', async () => {
    const { world, editor, near } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    const rogue = new Rogue(world, id);
    rogue.answer = (message) => {
      if (message.t === 'blob.ask')
        return { t: 'blob.have', blob: message.blobs[0] ?? ('' as never), size: 80, chunks: null };
      if (message.t === 'blob.outline')
        return { t: 'blob.hashes', blob: message.blob, size: 80, hashes: random.bytes(32) };
      return message.t === 'blob.want'
        ? { t: 'blob.chunk', blob: message.blob, index: 0, bytes: random.bytes(80) }
        : null;
    };
    const article = await publishArticle(editor, id, 'Clouds');
    await follow(link, near);
    await world.pass(120_000);
    expect(await articleText(near, article)).toBe('About Clouds.\nSeen from above');
  });
});

describe('an owner, or an editor, gone bad', () => {
  it('CHN-6 two charters for one place are found by everybody, shown, and what was seen first stands', async () => {
    const { world, editor, near, far } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    await post(editor, id, 'Rain at noon');
    await follow(link, near, far);
    const rogue = new Rogue(world, id, 1);
    await world.pass(3000);
    const { charter, seed } = await refounded(editor, link);
    const sign = (bytes: Uint8Array) => vault.signWithSeed(seed, bytes);
    const longer = must(await extendCharter(charter, { inbox: random.bytes(32), at: 5 }, sign));
    rogue.sayWord({ t: 'charter', bytes: packCharter(longer) });
    await world.pass(5000);
    for (const person of [editor, near, far]) {
      expect([person.name, (await channelOf(person, id)).trouble]).toEqual([person.name, 'forked']);
      expect(await textsOf(person, id)).toEqual(['Rain at noon']);
    }
    const refused = await editor.workspace.removeEditor(id, deviceOfKey(random.bytes(32)));
    expect(refused).toMatchObject({ error: { code: 'channel-forked' } });
    await post(editor, id, 'Going on');
    await world.pass(5000);
    expect(await textsOf(far, id)).toEqual(['Going on', 'Rain at noon']);
  });

  it('CHN-6 who handed a channel over freezes it no more by signing two charters', async () => {
    const { world, editor, near, far } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    await follow(link, near, far);
    const first = must(await near.workspace.askToEdit(id, 'Nia'));
    must(await editor.workspace.admitEditor(id, first.request, 'editor'));
    await world.pass(15_000);
    const pen = only((await near.read(near.workspace.channels.editors(id))).filter(({ own }) => own)).pen;
    must(await editor.workspace.handOverChannel(id, pen));
    await world.pass(5000);
    const rogue = new Rogue(world, id, 1);
    await world.pass(3000);
    rogue.sayWord({ t: 'charter', bytes: packCharter((await refounded(editor, link)).charter) });
    await world.pass(5000);
    for (const person of [editor, near, far])
      expect([person.name, (await channelOf(person, id)).trouble]).toEqual([person.name, 'forked']);
    const second = must(await far.workspace.askToEdit(id, 'Fay'));
    must(await near.workspace.admitEditor(id, second.request, 'editor'));
    await world.pass(10_000);
    await post(far, id, 'Going on');
    await world.pass(5000);
    for (const person of [editor, near, far])
      expect([person.name, await textsOf(person, id)]).toEqual([person.name, ['Going on']]);
  });

  it('CHN-4 what a removed editor said after the end is taken by nobody', async () => {
    const { world, editor, near, far } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    await follow(link, near, far);
    const { request } = must(await near.workspace.askToEdit(id, 'Nia'));
    must(await editor.workspace.admitEditor(id, request, 'editor'));
    await world.pass(15_000);
    await post(near, id, 'While I may');
    await world.pass(5000);
    if (near.transport === null) throw new Error('not online');
    world.network.partition([near.transport]);
    await post(near, id, 'Unheard yet');
    const pen = only((await editor.read(editor.workspace.channels.editors(id))).filter((one) => !one.own)).pen;
    must(await editor.workspace.removeEditor(id, pen));
    await world.pass(60_000);
    world.network.heal();
    await world.pass(60_000);
    for (const person of [editor, far])
      expect([person.name, await textsOf(person, id)]).toEqual([person.name, ['While I may']]);
    expect((await channelOf(near, id)).role).toBeNull();
    must(await far.workspace.writeToChannel(id, { name: 'Fay', text: 'Not for Nia' }));
    await world.pass(20_000);
    expect((await lettersOf(editor, id)).map(({ text }) => text)).toEqual(['Not for Nia']);
    expect(await lettersOf(near, id)).toEqual([]);
  });

  it('CHN-4 what a removed editor said after the end goes where it had come', async () => {
    const { world, editor, near, far } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    await follow(link, near, far);
    const first = await post(editor, id, 'From the start');
    const { request } = must(await near.workspace.askToEdit(id, 'Nia'));
    must(await editor.workspace.admitEditor(id, request, 'editor'));
    await world.pass(15_000);
    await post(near, id, 'While I may');
    await world.pass(5000);
    if (near.transport === null || far.transport === null) throw new Error('not online');
    world.network.partition([near.transport, far.transport]);
    await world.pass(5000);
    await post(near, id, 'After the end');
    must(await near.workspace.deleteChannelPost(first));
    must(await near.workspace.changeChannel(id, { name: 'Mine now' }));
    await world.pass(60_000);
    expect(await textsOf(far, id)).toEqual(['After the end', 'While I may']);
    const pen = only((await editor.read(editor.workspace.channels.editors(id))).filter((one) => !one.own)).pen;
    must(await editor.workspace.removeEditor(id, pen));
    await world.pass(60_000);
    world.network.heal();
    await world.pass(60_000);
    for (const person of [editor, far]) {
      expect([person.name, await textsOf(person, id)]).toEqual([person.name, ['While I may', 'From the start']]);
      expect(await channelOf(person, id)).toMatchObject({ name: 'Weather' });
    }
    await far.close();
    far.disk = new MemoryDisk();
    await far.open();
    await world.pass(20_000);
    expect(await textsOf(far, id)).toEqual(['While I may', 'From the start']);
    expect(await channelOf(far, id)).toMatchObject({ name: 'Weather' });
  });

  it('CHN-4 CHN-16 what a writer says is nothing the channel says; a draft they hand in is an editor’s to publish', async () => {
    const { world, editor, near, far } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    await follow(link, near, far);
    const { request } = must(await near.workspace.askToEdit(id, 'Nia'));
    must(await editor.workspace.admitEditor(id, request, 'writer'));
    await world.pass(15_000);
    expect((await channelOf(near, id)).role).toBe('writer');
    const refused = await near.workspace.postToChannel(id, { text: 'Mine', files: [], link: null, program: null });
    expect(refused).toMatchObject({ error: { code: 'channel-not-allowed' } });
    expect(await postsOf(far, id)).toEqual([]);
    await publishArticle(near, id, 'Handed in');
    await world.pass(15_000);
    expect(await postsOf(far, id)).toEqual([]);
    expect(await near.read(near.workspace.channels.drafts(id))).toEqual([]);
    const draft = only(await editor.read(editor.workspace.channels.drafts(id)));
    expect(draft.title).toBe('Handed in');
    must(await editor.workspace.publishArticle(draft.id));
    await world.pass(20_000);
    expect(await textsOf(far, id)).toEqual(['Handed in']);
    const article = only(await postsOf(far, id)).id;
    expect(await articleText(far, article)).toBe('About Handed in.\nSeen from above');
    await editor.close();
    await editor.open();
    await world.pass(5000);
    expect(await editor.read(editor.workspace.channels.drafts(id))).toEqual([]);
  });
});

describe('a channel on a device that lost its database', () => {
  it('CHN-1 comes back from the journal, with its pen, its readers and its letters', async () => {
    const { world, editor, near, far } = await trio();
    const { id, link } = await openChannel(editor, 'Weather');
    await post(editor, id, 'Rain at noon');
    await follow(link, near, far);
    must(await near.workspace.writeToChannel(id, { name: 'Nia', text: 'Hello' }));
    await world.pass(20_000);
    for (const person of [editor, near]) {
      await person.close();
      person.disk = new MemoryDisk();
      await person.open();
    }
    await world.pass(20_000);
    expect(await channelOf(editor, id)).toMatchObject({ role: 'owner', name: 'Weather' });
    expect(await channelOf(near, id)).toMatchObject({ followed: true, name: 'Weather' });
    expect((await lettersOf(editor, id)).map(({ text }) => text)).toEqual(['Hello']);
    await post(editor, id, 'Sun at two');
    await world.pass(10_000);
    for (const person of [editor, near, far]) expect(await textsOf(person, id)).toEqual(['Sun at two', 'Rain at noon']);
  });
});
