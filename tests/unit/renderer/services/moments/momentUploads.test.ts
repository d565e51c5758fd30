import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { MAX_POST_THUMBNAILS } from '@domain/feed/post.ts';
import type { Files } from '@services/files/files.ts';
import { MomentUploads, withoutLargest } from '@services/moments/momentUploads.ts';
import type { OutgoingFile } from '@services/workspace/fileWorkspace.ts';
import type { BlobId } from '@shared/ids.ts';
import { err, ok } from '@shared/result.ts';
import { photo } from '../../../../support/shared/feedEvents.ts';
import { settle } from '../../../../support/shared/settle.ts';

type Take = Parameters<Files['take']>;

let taken: Take[];
let held: BlobId[];
let gone: BlobId[];
let answer: (take: Take) => Awaited<ReturnType<Files['take']>>;
let uploads: MomentUploads;

function chosen(name: string, size = 100): OutgoingFile {
  return { file: new File([new Uint8Array(size)], name), asFile: false, caption: '' };
}

beforeEach(() => {
  [taken, held, gone] = [[], [], []];
  answer = ([{ file }]) => ok(photo(file.name));
  uploads = new MomentUploads({
    clock: new FakeClock({ settle }),
    files: {
      take: async (...take) => {
        taken.push(take);
        await settle();
        return answer(take);
      },
      hold: (blobs) => {
        held.push(...blobs);
        return () => (held = held.filter((blob) => !blobs.includes(blob)));
      },
      letGo: async (blobs) => void gone.push(...blobs),
    },
  });
});

describe('files of a post', () => {
  it('VIS-11 are taken in one after another, shown on their way, and held until the post is said', async () => {
    const done = uploads.take('Nine', [chosen('a', 300), chosen('b', 100)]);
    await Promise.resolve();
    expect(uploads.shown.get()).toMatchObject([{ text: 'Nine', size: 400, done: 0, error: null }]);
    const result = await done;
    if (!result.ok) throw new Error(result.error.code);
    expect(result.value.files.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(held).toHaveLength(2);
    expect(uploads.shown.get()).toEqual([]);
    result.value.release();
    expect([held, gone]).toEqual([[], []]);
  });

  it('VIS-11 nine photos share the room there is for small pictures, one has no more than in a message', async () => {
    await uploads.take(
      '',
      Array.from({ length: 9 }, (_, n) => chosen(`${n}`)),
    );
    expect(taken.map(([, options]) => options?.thumbnailBytes)).toEqual(
      Array.from({ length: 9 }, () => Math.floor(MAX_POST_THUMBNAILS / 9)),
    );
    await uploads.take('', [chosen('one')]);
    expect(taken.at(-1)?.[1]?.thumbnailBytes).toBe(12 * 1024);
  });

  it('VIS-11 one that fails takes the others with it', async () => {
    answer = ([{ file }]) => (file.name === 'b' ? err('file-unreadable') : ok(photo(file.name)));
    const result = await uploads.take('', [chosen('a'), chosen('b'), chosen('c')]);
    expect(result).toMatchObject({ ok: false, error: { code: 'file-unreadable' } });
    expect(taken).toHaveLength(2);
    expect(held).toEqual([]);
    expect(gone).toEqual([photo('a').blob]);
  });

  it('VIS-11 given up, nothing of it stays', async () => {
    const done = uploads.take('', [chosen('a'), chosen('b')]);
    await Promise.resolve();
    uploads.cancel(uploads.shown.get()[0]?.id ?? '');
    expect(await done).toMatchObject({ ok: false, error: { code: 'upload-cancelled' } });
    expect(gone).toEqual([photo('a').blob]);
    expect(uploads.shown.get()).toEqual([]);
  });
});

describe('small pictures that are too much together', () => {
  const files = [10, 30, 20].map((size, n): FileReference => photo(`${n}`, new Uint8Array(size)));

  it('VIS-11 give way from the largest on', () => {
    const sizes = (list: readonly FileReference[]) => list.map(({ picture }) => picture?.thumbnail?.length ?? null);
    const once = withoutLargest(files);
    expect(once.ok && sizes(once.value)).toEqual([10, null, 20]);
    const twice = once.ok ? withoutLargest(once.value) : once;
    expect(twice.ok && sizes(twice.value)).toEqual([10, null, null]);
  });

  it('VIS-11 where none is left it is said that it does not fit', () => {
    expect(withoutLargest([photo('a')])).toMatchObject({ ok: false, error: { code: 'post-unfit' } });
    expect(withoutLargest([])).toMatchObject({ ok: false, error: { code: 'post-unfit' } });
  });
});
