import { describe, expect, it } from 'vitest';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { BLOB_CHUNK_BYTES } from '@shared/blob.ts';
import type { AccountId } from '@shared/ids.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import { HostBlobStore } from '@services/blobs/hostBlobStore.ts';
import { blobOf, isSame, makeBlob, someBytes } from '../../../../support/shared/blobFixtures.ts';
import { must } from './blobWorld.ts';

const account = 'A'.repeat(43) as AccountId;

function setup() {
  const host = createMemoryHost();
  return { host, blobs: new HostBlobStore({ host, account, origin: 'http://localhost:1' }) };
}

/** A file that notes what is read of it. */
function sourceOf(bytes: Uint8Array<ArrayBuffer>) {
  const slices: [number, number][] = [];
  const source: BlobSource = {
    size: bytes.length,
    slice: (start, end) => {
      slices.push([start, end]);
      return new Blob([bytes.slice(start, end)]);
    },
  };
  return { source, slices };
}

describe('putting an own file', () => {
  it('BLX-14 reads it in slices and keeps every byte', async () => {
    const { blobs } = setup();
    const blob = makeBlob(someBytes(4 * BLOB_CHUNK_BYTES + 5));
    const { source, slices } = sourceOf(blob.bytes);
    const taken: number[] = [];
    expect(must(await blobs.put(source, { onProgress: (bytes) => taken.push(bytes) }))).toEqual({
      id: blob.id,
      size: blob.bytes.length,
    });
    const most = 2 * BLOB_CHUNK_BYTES;
    expect(slices).toEqual([
      [0, most],
      [most, 2 * most],
      [2 * most, blob.bytes.length],
    ]);
    expect(taken).toEqual([most, 2 * most, blob.bytes.length]);
    for (const [index, chunk] of blob.chunks.entries()) {
      expect(isSame(must(await blobs.read(blob.id, index)), chunk)).toBe(true);
    }
    expect(must(await blobs.list())).toEqual([
      { id: blob.id, size: blob.bytes.length, held: blob.bytes.length, isComplete: true },
    ]);
  });

  it('BLX-14 keeps nothing when it is given up, cannot be read, became shorter or finds the disk full', async () => {
    const { host, blobs } = setup();
    const bytes = someBytes(20 * BLOB_CHUNK_BYTES);
    const abort = new AbortController();
    const { source } = sourceOf(bytes);
    const gaveUp = await blobs.put(source, { signal: abort.signal, onProgress: () => abort.abort() });
    expect(gaveUp).toMatchObject({ ok: false, error: { code: 'blob-cancelled' } });
    const broken = { size: 10, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) };
    expect(await blobs.put(broken)).toMatchObject({ ok: false, error: { code: 'blob-unreadable' } });
    expect(await blobs.put({ size: 10, slice: () => new Blob(['123']) })).toMatchObject({
      error: { code: 'blob-unreadable' },
    });
    host.setFailure('blob.append', 'storage-full');
    expect(await blobs.put(source)).toMatchObject({ ok: false, error: { code: 'storage-full' } });
    expect(must(await blobs.list())).toEqual([]);
  });

  it('BLB-1 refuses what is over 4 GiB before a byte is read', async () => {
    const { blobs } = setup();
    const { source, slices } = sourceOf(new Uint8Array(1));
    const huge = { ...source, size: 4 * 1024 ** 3 + 1 };
    expect(await blobs.put(huge)).toMatchObject({ ok: false, error: { code: 'blob-too-large' } });
    expect(slices).toEqual([]);
  });
});

describe('the rest', () => {
  it('BLX-15 has three calls with bytes under way at once, and lets the others follow', async () => {
    const { host, blobs } = setup();
    const blob = blobOf(12);
    must(await blobs.begin(blob.id, blob.outline));
    let under = 0;
    let most = 0;
    const call = host.call.bind(host);
    host.call = async (method, input) => {
      under += 1;
      most = Math.max(most, under);
      const answer = await call(method, input);
      under -= 1;
      return answer;
    };
    const written = await Promise.all(blob.chunks.map((bytes, index) => blobs.write(blob.id, index, bytes)));
    expect(written.filter(({ ok }) => ok)).toHaveLength(12);
    expect([most, must(await blobs.holding(blob.id))?.isComplete]).toEqual([3, true]);
  });

  it('HBL-13 names addresses with a type that is shown, or a name to save under', () => {
    const { blobs } = setup();
    const { id } = blobOf(0);
    const base = `http://localhost:1/blobs/${account}/${id}`;
    expect(blobs.urlOf(id)).toBe(base);
    expect(blobs.urlOf(id, { type: 'image/png' })).toBe(`${base}?type=image%2Fpng`);
    expect(blobs.urlOf(id, { type: 'image/svg+xml', name: 'a&b\ud800.svg' })).toBe(`${base}?name=a%26b%EF%BF%BD.svg`);
  });

  it('BLX-11 passes failures of the host on by their codes', async () => {
    const { host, blobs } = setup();
    const { id } = blobOf(0);
    host.setFailure('blob.holding', 'unreachable');
    expect(await blobs.holding(id)).toMatchObject({ error: { code: 'unreachable' } });
    host.setFailure('blob.holding', 'internal');
    expect(await blobs.holding(id)).toMatchObject({ error: { code: 'storage-failed' } });
  });
});
