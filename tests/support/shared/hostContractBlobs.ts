import { expect, it } from 'vitest';
import { BLOB_CHUNK_BYTES } from '@shared/blob.ts';
import type { AccountId } from '@shared/ids.ts';
import type { Host } from '@ports/host.ts';
import type { Result } from '@shared/result.ts';
import { type MadeBlob, blobOf, isSame, makeBlob, someBytes } from './blobFixtures.ts';
import type { HostUnderTest } from './hostUnderTest.ts';

const [account, other] = ['A'.repeat(43) as AccountId, `${'B'.repeat(42)}A` as AccountId];

function value<T>(result: Result<T, { readonly code: string; readonly message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

async function begin(host: Host, { id, outline }: MadeBlob) {
  return value(await host.call('blob.begin', { account, id, ...outline }));
}

async function writeAll(host: Host, { id, chunks }: MadeBlob): Promise<boolean> {
  let isComplete = false;
  for (const [index, bytes] of chunks.entries()) {
    isComplete = value(await host.call('blob.write', { account, id, index, bytes })).isComplete;
  }
  return isComplete;
}

async function put(host: Host, blob: MadeBlob) {
  const { draft } = value(await host.call('blob.draft', { account, size: blob.bytes.length }));
  for (const [index, bytes] of blob.chunks.entries()) {
    value(await host.call('blob.append', { account, draft, index, bytes }));
  }
  return value(await host.call('blob.seal', { account, draft }));
}

/** Every host keeps blobs like this. Rules: src/main/services/blobs/SPEC.md. */
export function describeBlobs(start: () => Promise<HostUnderTest>, running: HostUnderTest[]): void {
  it('HBL-1 keeps an own file, names it by its bytes and gives its chunks back', async () => {
    const { host } = await start();
    const blob = blobOf(3);
    expect(await put(host, blob)).toEqual({ id: blob.id, size: blob.bytes.length });
    for (const [index, chunk] of blob.chunks.entries()) {
      expect(isSame(value(await host.call('blob.read', { account, id: blob.id, index })).bytes, chunk)).toBe(true);
    }
    expect(value(await host.call('blob.read', { account, id: blob.id, index: 3 })).bytes).toBeNull();
    expect(value(await host.call('blob.outline', { account, id: blob.id })).outline).toEqual({ ...blob.outline });
    const { holding } = value(await host.call('blob.holding', { account, id: blob.id }));
    expect(holding).toEqual({ size: blob.bytes.length, chunks: new Uint8Array([0b111]), isComplete: true });
  });

  it('HBL-1 takes several chunks in one call, an empty file, and a file of whole chunks', async () => {
    const { host } = await start();
    const whole = makeBlob(someBytes(4 * BLOB_CHUNK_BYTES));
    const { draft } = value(await host.call('blob.draft', { account, size: whole.bytes.length }));
    const [first, second] = [whole.bytes.slice(0, 3 * BLOB_CHUNK_BYTES), whole.bytes.slice(3 * BLOB_CHUNK_BYTES)];
    value(await host.call('blob.append', { account, draft, index: 0, bytes: first }));
    value(await host.call('blob.append', { account, draft, index: 3, bytes: second }));
    expect(value(await host.call('blob.seal', { account, draft })).id).toBe(whole.id);
    const empty = blobOf(0);
    expect((await put(host, empty)).id).toBe(empty.id);
    expect(value(await host.call('blob.holding', { account, id: empty.id })).holding?.isComplete).toBe(true);
  });

  it('HBL-2 refuses chunks of a draft out of order, too many, torn or of nothing', async () => {
    const { host } = await start();
    const { draft } = value(await host.call('blob.draft', { account, size: BLOB_CHUNK_BYTES + 10 }));
    const append = (index: number, length: number) =>
      host.call('blob.append', { account, draft, index, bytes: new Uint8Array(length) });
    const mismatch = { ok: false, error: { code: 'blob-mismatch' } };
    for (const [index, length] of [
      [1, 10],
      [0, 10],
      [0, 0],
      [0, BLOB_CHUNK_BYTES + 11],
      [0, 2 * BLOB_CHUNK_BYTES],
    ] as const) {
      expect(await append(index, length)).toMatchObject(mismatch);
    }
    expect(await host.call('blob.seal', { account, draft })).toMatchObject(mismatch);
    value(await append(0, BLOB_CHUNK_BYTES));
    value(await append(1, 10));
    expect(await append(2, 1)).toMatchObject(mismatch);
    value(await host.call('blob.seal', { account, draft }));
    expect(await append(2, 1)).toMatchObject({ ok: false, error: { code: 'blob-absent' } });
  });

  it('HBL-2 forgets a discarded draft', async () => {
    const { host } = await start();
    const { draft } = value(await host.call('blob.draft', { account, size: 1 }));
    value(await host.call('blob.discard', { account, draft }));
    value(await host.call('blob.discard', { account, draft }));
    expect(await host.call('blob.seal', { account, draft })).toMatchObject({
      ok: false,
      error: { code: 'blob-absent' },
    });
    expect(value(await host.call('blob.list', { account, after: null })).blobs).toEqual([]);
  });

  it('HBL-3 takes the chunks of a blob in any order, each once, and says when nothing is missing', async () => {
    const { host } = await start();
    const blob = blobOf(9);
    const { id, chunks } = blob;
    expect(await begin(host, blob)).toEqual({ size: blob.bytes.length, chunks: new Uint8Array(2), isComplete: false });
    const order = [8, 3, 0, 1, 3, 7, 5, 2, 6, 4];
    const done: boolean[] = [];
    for (const index of order) {
      const bytes = chunks[index] ?? new Uint8Array();
      done.push(value(await host.call('blob.write', { account, id, index, bytes })).isComplete);
    }
    expect(done).toEqual(order.map((index) => index === 4));
    const { holding } = value(await host.call('blob.holding', { account, id }));
    expect(holding).toEqual({ size: blob.bytes.length, chunks: new Uint8Array([0xff, 1]), isComplete: true });
    expect(await begin(host, blob)).toMatchObject({ isComplete: true });
  });

  it('HBL-4 refuses what the id does not stand for: outlines, and chunks that are changed, short or elsewhere', async () => {
    const { host } = await start();
    const blob = blobOf(3);
    const { id, outline, chunks } = blob;
    const mismatch = { ok: false, error: { code: 'blob-mismatch' } };
    const hashes = outline.hashes.slice();
    hashes[40] = (hashes[40] ?? 0) ^ 1;
    for (const wrong of [
      { size: outline.size, hashes },
      { size: outline.size - 1, hashes: outline.hashes },
      { size: outline.size, hashes: outline.hashes.slice(0, 64) },
    ]) {
      expect(await host.call('blob.begin', { account, id, ...wrong })).toMatchObject(mismatch);
    }
    const write = (index: number, bytes: Uint8Array) => host.call('blob.write', { account, id, index, bytes });
    const [first = new Uint8Array(), second = new Uint8Array()] = chunks;
    expect(await write(0, first)).toMatchObject({ ok: false, error: { code: 'blob-absent' } });
    await begin(host, blob);
    const changed = first.slice();
    changed[7] = (changed[7] ?? 0) ^ 1;
    for (const [index, bytes] of [
      [0, changed],
      [0, first.slice(1)],
      [0, second],
      [2, first],
      [3, first],
    ] as const) {
      expect(await write(index, bytes)).toMatchObject(mismatch);
    }
    expect(value(await host.call('blob.holding', { account, id })).holding?.chunks).toEqual(new Uint8Array(1));
  });

  it('HBL-5 keeps accounts apart, lists what there is, and removes it', async () => {
    const { host } = await start();
    const [one, two] = [blobOf(2, 1), blobOf(3, 2)];
    await put(host, one);
    await begin(host, two);
    value(await host.call('blob.write', { account, id: two.id, index: 0, bytes: two.chunks[0] ?? new Uint8Array() }));
    const { blobs, next } = value(await host.call('blob.list', { account, after: null }));
    expect(next).toBeNull();
    expect(new Map(blobs.map((listed) => [listed.id, listed.isComplete]))).toEqual(
      new Map([
        [one.id, true],
        [two.id, false],
      ]),
    );
    expect(blobs.find(({ id }) => id === two.id)?.held).toBe(BLOB_CHUNK_BYTES);
    const used = one.bytes.length + BLOB_CHUNK_BYTES;
    expect(value(await host.call('blob.space', { account })).used).toBe(used);
    const [first] = blobs;
    const after = value(await host.call('blob.list', { account, after: first?.id ?? null })).blobs;
    expect(after).toEqual(blobs.slice(1));
    expect(value(await host.call('blob.list', { account: other, after: null })).blobs).toEqual([]);
    expect(value(await host.call('blob.read', { account: other, id: one.id, index: 0 })).bytes).toBeNull();
    for (const { id } of [one, two, one]) value(await host.call('blob.remove', { account, id }));
    expect(value(await host.call('blob.list', { account, after: null })).blobs).toEqual([]);
    expect(value(await host.call('blob.holding', { account, id: one.id })).holding).toBeNull();
  });

  it('HBL-6 keeps every chunk of many writes at once', async () => {
    const { host } = await start();
    const blob = blobOf(24, 5);
    await begin(host, blob);
    const { id } = blob;
    const writes = blob.chunks.map((bytes, index) => host.call('blob.write', { account, id, index, bytes }));
    const outcomes = (await Promise.all(writes)).map((outcome) => value(outcome).isComplete);
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    const reads = blob.chunks.map((_, index) => host.call('blob.read', { account, id, index }));
    const read = (await Promise.all(reads)).map((outcome) => value(outcome).bytes);
    expect(read.map((bytes, index) => isSame(bytes, blob.chunks[index]))).not.toContain(false);
  });

  it('HBL-7 has complete blobs and the chunks of partial ones again after a restart, if it keeps anything', async () => {
    const { host, restart } = await start();
    if (restart === null) return;
    const [whole, part] = [blobOf(2, 1), blobOf(5, 2)];
    await put(host, whole);
    await begin(host, part);
    for (const index of [1, 4]) {
      const bytes = part.chunks[index] ?? new Uint8Array();
      value(await host.call('blob.write', { account, id: part.id, index, bytes }));
    }
    const { draft } = value(await host.call('blob.draft', { account, size: 10 }));
    const again = await restart();
    running.push(again);
    const held = async ({ id }: MadeBlob) => value(await again.host.call('blob.holding', { account, id })).holding;
    expect(await held(whole)).toMatchObject({ isComplete: true });
    expect(await held(part)).toMatchObject({ chunks: new Uint8Array([0b10010]), isComplete: false });
    expect(await writeAll(again.host, part)).toBe(true);
    const lost = await again.host.call('blob.append', { account, draft, index: 0, bytes: new Uint8Array(10) });
    expect(lost).toMatchObject({ ok: false, error: { code: 'blob-absent' } });
  });
}
