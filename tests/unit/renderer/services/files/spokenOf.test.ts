import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { AccountId, BlobId, DeviceId, SpaceId } from '@shared/ids.ts';
import { FILE_KIND } from '@domain/chat/project.ts';
import { idBytes } from '@domain/event/codec.ts';
import { encodePost } from '@domain/feed/post.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { fileAccess } from '@services/files/fileAccess.ts';
import { isSpokenOf, spokenOf } from '@services/files/spokenOf.ts';
import {
  blobOf,
  circle,
  photo,
  photoPost,
  posted,
  remarks,
  saidOf,
  told,
} from '../../../../support/shared/feedEvents.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const carol = idOf<AccountId>('carol');
const readers: Readonly<Record<string, readonly AccountId[]>> = { [circle]: [alice, carol], [remarks]: [alice] };
/** Somebody met in the room of a channel. */
const stranger = idOf<AccountId>('stranger');
const channel = channelSpace(new Uint8Array(32).fill(9));
const picture = blobOf('a.jpg');

let store = new MemoryDocumentStore();
let theirs = new Chain(bob, 'phone', circle);
let mine = new Chain(alice, 'laptop', remarks);

beforeEach(async () => {
  store = new MemoryDocumentStore();
  value(await store.open(bob));
  theirs = new Chain(bob, 'phone', circle);
  mine = new Chain(alice, 'laptop', remarks);
});

const speaks = async (blob: BlobId, now = 0) => value(await isSpokenOf(store, blob, now));
/** How Bob's device stands. */
interface Held {
  readonly now?: number;
  readonly floor?: number;
  readonly pen?: DeviceId | null;
}
/** Bob's device, at a time. `pen`: with what it writes in the channel. `floor`: up to which place of a chain Carol is given nothing of the circle. */
const mayHave = (account: AccountId, blob: BlobId, { now = 0, floor = -1, pen = null }: Held = {}) =>
  fileAccess({
    self: bob,
    store,
    directory: {
      readersOf: (space: SpaceId) => readers[space] ?? [],
      isOpenEnded: (space) => space === circle,
      floorOf: (_, who) => (who === carol ? floor : -1),
    },
    channels: {
      metIn: (who) => (who === stranger ? channel : null),
      penOf: () => (pen === null ? null : { device: pen }),
    },
    clock: { now: () => now },
  })(account, blob);

describe('what posts speak of', () => {
  it('FED-10 a blob a post speaks of is kept and given to who reads it, and to nobody else', async () => {
    value(await store.admit([posted(theirs, 5, { body: photoPost('a.jpg') })], 'relaxed'));
    expect(await speaks(picture)).toBe(true);
    expect(await speaks(blobOf('other'))).toBe(false);
    expect(await mayHave(carol, picture)).toBe(true);
    expect(await mayHave(idOf<AccountId>('dave'), picture)).toBe(false);
  });

  it('FED-10 a story speaks of its blob until its time is over', async () => {
    value(await store.admit([told(theirs, 5, { blob: picture, expires: 100 })], 'relaxed'));
    expect([await speaks(picture, 99), await mayHave(carol, picture, { now: 99 })]).toEqual([true, true]);
    expect([await speaks(picture, 100), await mayHave(carol, picture, { now: 100 })]).toEqual([false, false]);
  });

  it('FED-10 a deleted post speaks of nothing, a message that does goes on', async () => {
    const post = posted(theirs, 5, { body: photoPost('a.jpg') });
    value(await store.admit([post, saidOf(theirs, 6, { verb: 'deleted', post: post.id })], 'relaxed'));
    expect(await speaks(picture)).toBe(false);
    const file = { ...photo('a.jpg'), blob: idBytes(picture) };
    const message = new Chain(bob, 'phone', chat).next({ at: 7, kind: FILE_KIND, body: { file, caption: '' } });
    value(await store.admit([message], 'relaxed'));
    expect(await speaks(picture)).toBe(true);
  });

  it('FED-10 an edit of the author counts, an edit of a reader opens and keeps nothing', async () => {
    const post = posted(theirs, 5);
    const edit = (chain: Chain, name: string) =>
      saidOf(chain, 6, { verb: 'edited', post: post.id, body: { to: encodePost(photoPost(name)) } });
    value(await store.admit([post, edit(theirs, 'a.jpg'), edit(mine, 'not hers')], 'relaxed'));
    expect(value(await store.feed.usesOf(blobOf('not hers')))).toHaveLength(1);
    expect(await speaks(blobOf('not hers'))).toBe(false);
    expect(await mayHave(alice, blobOf('not hers'))).toBe(false);
    expect(value(await spokenOf(store, picture, 0))).toMatchObject([{ post: { id: post.id } }]);
    expect(await mayHave(alice, picture)).toBe(true);
  });

  it('FED-10 what comes late for a post that is gone keeps nothing', async () => {
    const post = posted(theirs, 5, { expires: 50 });
    value(await store.admit([post], 'relaxed'));
    value(await store.feed.dropPosts([post.id]));
    const edit = { verb: 'edited', post: post.id, body: { to: encodePost(photoPost('a.jpg')) } } as const;
    value(await store.admit([saidOf(theirs, 6, edit)], 'relaxed'));
    expect(await speaks(picture)).toBe(false);
  });

  it('FIL-5 who came later is not given what was posted before', async () => {
    value(await store.admit([posted(theirs, 5, { body: photoPost('a.jpg') })], 'relaxed'));
    expect(await mayHave(carol, picture, { floor: 0 })).toBe(false);
    expect(await mayHave(alice, picture, { floor: 0 })).toBe(true);
  });

  it('FIL-5 to name in a post what somebody sent elsewhere opens nothing', async () => {
    const file = { ...photo('a.jpg'), blob: idBytes(picture) };
    const message = new Chain(bob, 'phone', chat).next({ at: 4, kind: FILE_KIND, body: { file, caption: '' } });
    const hers = new Chain(carol, 'tablet', circle);
    value(await store.admit([message, posted(hers, 5, { body: photoPost('a.jpg') })], 'relaxed'));
    expect(await mayHave(carol, picture)).toBe(false);
  });

  it('FIL-5 an article takes nothing from its readers that they have from elsewhere', async () => {
    const [named, own] = [blobOf('named'), blobOf('own')];
    const editors = new Chain(idOf<AccountId>(channel), 'pen', channel);
    const article = (...names: readonly string[]) =>
      posted(editors, 5, { lane: 'channels', body: photoPost(...names) });
    const secret = posted(theirs, 4, { body: photoPost('a.jpg', 'own') });
    const said = article('a.jpg', 'named');
    const written = article('own');
    value(await store.admit([secret, said, written], 'relaxed'));
    expect(await mayHave(stranger, picture)).toBe(false);
    expect(await mayHave(stranger, named)).toBe(true);
    expect(await mayHave(stranger, blobOf('of nothing'))).toBe(false);
    // What one posted there oneself is the channel's, wherever else it is.
    expect([await mayHave(stranger, own), await mayHave(stranger, own, { pen: editors.device })]).toEqual([
      false,
      true,
    ]);
  });

  it('FIL-5 an edit by another editor makes nobody give what they have from elsewhere', async () => {
    const ours = new Chain(idOf<AccountId>(channel), 'pen', channel);
    const others = new Chain(idOf<AccountId>(channel), 'other pen', channel);
    const post = posted(ours, 5, { lane: 'channels' });
    const edit = {
      kind: 'channel.edited',
      body: { post: idBytes(post.id), body: { to: encodePost(photoPost('a.jpg')) } },
    };
    value(
      await store.admit(
        [posted(theirs, 4, { body: photoPost('a.jpg') }), post, others.next({ at: 6, ...edit })],
        'relaxed',
      ),
    );
    expect(value(await spokenOf(store, picture, 0))).toHaveLength(2);
    expect(await mayHave(stranger, picture, { pen: ours.device })).toBe(false);
  });
});
