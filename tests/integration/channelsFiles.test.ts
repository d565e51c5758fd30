/** What files of their own readers and editors of channels do not give away, or lose. */
import { describe, expect, it } from 'vitest';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { type BlobMessage, encodeBlobMessage } from '@domain/blob/messages.ts';
import type { FileReference } from '@domain/chat/file.ts';
import type { BlobId } from '@shared/ids.ts';
import { follow, openChannel, strangers } from './support/channelStory.ts';
import { Rogue } from './support/channelRogue.ts';
import { photo, post, see } from './support/moments.ts';
import { must } from './support/world.ts';

const article = (file: FileReference) => ({
  v: 1 as const,
  blocks: [{ block: 'picture' as const, file, caption: '', description: '' }],
});
const NEW_DRAFT = { id: 'draft-1', post: null, publishAt: null, summary: '', series: '' };

/** Asks everybody in the room for a blob, and notes what of it they give. */
function asking(rogue: Rogue, blob: BlobId): { readonly given: readonly string[]; readonly ask: () => void } {
  const given: string[] = [];
  rogue.answer = (message: BlobMessage) => {
    if (message.t === 'blob.have' || message.t === 'blob.chunk') given.push(message.t);
    return null;
  };
  const questions: readonly BlobMessage[] = [
    { t: 'blob.ask', blobs: [blob] },
    { t: 'blob.want', blob, chunks: [0] },
  ];
  const ask = () => {
    for (const link of rogue.links)
      for (const question of questions) void link.send('bulk', encodeBlobMessage(question));
  };
  return { given, ask };
}

describe('files and channels', () => {
  it('FIL-5 an article does not lay hold of a picture its reader posted to nobody', async () => {
    const { world, people } = await strangers('Editor', 'Far');
    const [editor, far] = people;
    if (editor === undefined || far === undefined) throw new Error('two people');
    const { id, link } = await openChannel(editor, 'Weather');
    await follow(link, far);
    const moment = await post(far, 'Mine', { files: [photo(`${MEMORY_PICTURE}a secret`)], audience: { kind: 'me' } });
    const secret = (await see(far, moment))?.body?.files[0];
    if (secret === undefined) throw new Error('no picture');
    const rogue = new Rogue(world, id);
    await world.pass(5000);
    const kept = must(await editor.workspace.keepArticlePicture(photo(`${MEMORY_PICTURE}public`)));
    const { given, ask } = asking(rogue, secret.blob);
    for (const [draft, file] of [
      ['draft-1', secret],
      ['draft-2', kept.file],
    ] as const) {
      const words = { ...NEW_DRAFT, id: draft, channel: id, title: draft, document: article(file) };
      must(await editor.workspace.saveArticle(words));
      must(await editor.workspace.publishArticle(draft));
    }
    await world.pass(20_000);
    ask();
    await world.pass(5000);
    expect(given).toEqual([]);
    // What is the channel's is given: the test would see the rest.
    const open = asking(rogue, kept.file.blob);
    open.ask();
    await world.pass(5000);
    expect(new Set(open.given)).toEqual(new Set(['blob.have', 'blob.chunk']));
  });

  it('FIL-8 pictures of a draft stay when the database is lost', async () => {
    const { world, people } = await strangers('Editor');
    const [editor] = people;
    if (editor === undefined) throw new Error('one person');
    const { id } = await openChannel(editor, 'Weather');
    const kept = must(await editor.workspace.keepArticlePicture(photo(`${MEMORY_PICTURE}of a draft`)));
    const words = { ...NEW_DRAFT, channel: id, title: 'Later', document: article(kept.file) };
    must(await editor.workspace.saveArticle(words));
    await editor.close();
    editor.disk = new MemoryDisk();
    await editor.open();
    // Longer than bytes and what speaks of them take to be compared.
    await world.pass(60_000);
    expect((await editor.read(editor.workspace.channels.drafts(id))).map(({ title }) => title)).toEqual(['Later']);
    const listed = must(await editor.host.call('blob.list', { account: await editor.account(), after: null }));
    expect(listed.blobs.map((blob) => blob.id)).toEqual([kept.file.blob]);
  });
});
