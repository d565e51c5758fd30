import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from 'cborg';
import { BLOB_CHUNK_BYTES, chunkCountOf, chunkLengthOf } from '@shared/blob.ts';
import { ChunkSet } from '@shared/chunkSet.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { BlobId } from '@shared/ids.ts';
import { isFetchedByRule } from '@domain/blob/automatic.ts';
import { type EvictionCandidate, planEviction } from '@domain/blob/eviction.ts';
import { type BlobMessage, decodeBlobMessage, encodeBlobMessage } from '@domain/blob/messages.ts';
import { blobIdOf, isChunkOf, isOutlineOf } from '@domain/blob/outline.ts';
import { blobOf, makeBlob, someBytes } from '../../../../support/shared/blobFixtures.ts';

describe('chunks and ids', () => {
  it('BLB-1 cuts any length into chunks that add up to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 * 1024 ** 3 }), (size) => {
        const count = chunkCountOf(size);
        const last = count === 0 ? 0 : chunkLengthOf(size, count - 1);
        expect(Math.max(0, count - 1) * BLOB_CHUNK_BYTES + last).toBe(size);
        expect(chunkLengthOf(size, count)).toBe(0);
        expect(count).toBeLessThanOrEqual(16_384);
      }),
    );
  });

  it('BLB-2 names a blob as anyone can work out', () => {
    const bytes = someBytes(BLOB_CHUNK_BYTES + 3);
    const hash = (data: Uint8Array) => createHash('sha256').update(data).digest();
    const chunks = [bytes.slice(0, BLOB_CHUNK_BYTES), bytes.slice(BLOB_CHUNK_BYTES)].map(hash);
    const size = Buffer.from([0, 0, 0, 0, 0, 4, 0, 3]);
    const root = hash(Buffer.concat([Buffer.from('banyan/blob/1\0root\0'), size, ...chunks]));
    expect(makeBlob(bytes).id).toBe(toBase64url(root));
  });

  it('BLB-2 gives other bytes another id', () => {
    const { outline, id } = blobOf(2);
    expect(blobIdOf({ ...outline, size: outline.size - 1 })).not.toBe(id);
    expect(blobIdOf({ ...outline, hashes: outline.hashes.toReversed() })).not.toBe(id);
  });

  it('BLB-3 takes the outline that makes the id, and the chunks it names', () => {
    const { id, outline, chunks } = blobOf(3);
    const [first = new Uint8Array(), second = new Uint8Array()] = chunks;
    expect(isOutlineOf(id, outline)).toBe(true);
    expect(isOutlineOf(id, { ...outline, size: outline.size + BLOB_CHUNK_BYTES })).toBe(false);
    expect(isOutlineOf(id, { ...outline, hashes: outline.hashes.slice(32) })).toBe(false);
    expect([isChunkOf(outline, 0, first), isChunkOf(outline, 1, first), isChunkOf(outline, 9, second)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('sets of chunks', () => {
  it('BLB-4 behave as sets, and survive being bytes', () => {
    const acts = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: -2, max: 45 })), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), acts, (length, changes) => {
        const set = new ChunkSet(length);
        for (const [isAdded, index] of changes) set[isAdded ? 'add' : 'delete'](index);
        const model = modelOf(changes.filter(([, index]) => index >= 0 && index < length));
        const back = ChunkSet.from(length, set.clone().toBytes());
        expect(back?.count).toBe(model.size);
        expect(back?.isFull).toBe(model.size === length);
        for (let index = 0; index < length; index += 1) expect(back?.has(index)).toBe(model.has(index));
      }),
    );
    expect(ChunkSet.full(9).toBytes()).toEqual(new Uint8Array([0xff, 1]));
  });

  it('BLB-4 refuses bits for chunks there are not', () => {
    expect(ChunkSet.from(9, new Uint8Array([0, 2]))).toBeNull();
    expect(ChunkSet.from(9, new Uint8Array(1))).toBeNull();
    expect(ChunkSet.from(9, new Uint8Array(3))).toBeNull();
  });
});

function modelOf(changes: readonly (readonly [boolean, number])[]): ReadonlySet<number> {
  const model = new Set<number>();
  for (const [isAdded, index] of changes) model[isAdded ? 'add' : 'delete'](index);
  return model;
}

const idArbitrary = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => toBase64url(bytes) as BlobId);
const bytesArbitrary = fc.uint8Array({ maxLength: 50 }).map((bytes) => new Uint8Array(bytes));
const rows = fc.array(fc.nat(16_383), { minLength: 1, maxLength: 64 });
const size = fc.integer({ min: 0, max: 4 * 1024 ** 3 });
const messageArbitrary: fc.Arbitrary<BlobMessage> = fc.oneof(
  fc.record({ t: fc.constant('blob.ask' as const), blobs: fc.array(idArbitrary, { minLength: 1, maxLength: 64 }) }),
  fc.record({
    t: fc.constant('blob.have' as const),
    blob: idArbitrary,
    size,
    chunks: fc.option(bytesArbitrary, { nil: null }),
  }),
  fc.record({ t: fc.constant('blob.none' as const), blob: idArbitrary, chunks: fc.option(rows, { nil: null }) }),
  fc.record({ t: fc.constantFrom('blob.outline' as const, 'blob.cancel' as const), blob: idArbitrary }),
  fc.record({ t: fc.constant('blob.hashes' as const), blob: idArbitrary, size, hashes: bytesArbitrary }),
  fc.record({ t: fc.constant('blob.want' as const), blob: idArbitrary, chunks: rows }),
  fc.record({ t: fc.constant('blob.chunk' as const), blob: idArbitrary, index: fc.nat(16_383), bytes: bytesArbitrary }),
);

describe('messages', () => {
  it('BLB-5 come out as they went in', () => {
    fc.assert(
      fc.property(messageArbitrary, (message) => {
        expect(decodeBlobMessage(encodeBlobMessage(message))).toEqual({ ok: true, value: message });
      }),
    );
  });

  it('BLB-5 never throw, whatever bytes come', () => {
    fc.assert(
      fc.property(messageArbitrary, fc.nat(), fc.nat(255), (message, at, byte) => {
        const bytes = encodeBlobMessage(message);
        bytes[at % bytes.length] = byte;
        expect([true, false]).toContain(decodeBlobMessage(bytes).ok);
      }),
    );
  });

  it.each([
    ['a field too many', { t: 'blob.cancel', blob: new Uint8Array(32), more: 1 }],
    ['no id', { t: 'blob.cancel', blob: 'x' }],
    ['no chunk', { t: 'blob.want', blob: new Uint8Array(32), chunks: [] }],
    ['too many chunks', { t: 'blob.want', blob: new Uint8Array(32), chunks: Array.from({ length: 65 }, () => 0) }],
    ['a chunk no blob has', { t: 'blob.want', blob: new Uint8Array(32), chunks: [16_384] }],
    ['a length no blob has', { t: 'blob.hashes', blob: new Uint8Array(32), size: 2 ** 33, hashes: new Uint8Array(0) }],
    ['a chunk too long', { t: 'blob.chunk', blob: new Uint8Array(32), index: 0, bytes: new Uint8Array(262_145) }],
    ['nothing named', { blob: new Uint8Array(32) }],
  ])('BLB-5 with %s are malformed', (_, value) => {
    expect(decodeBlobMessage(encode(value))).toMatchObject({ ok: false, error: { code: 'malformed-message' } });
  });

  it('BLB-5 of a later version are passed over', () => {
    expect(decodeBlobMessage(encode({ t: 'blob.later', x: 1 }))).toMatchObject({ error: { code: 'unknown-message' } });
  });
});

describe('rules', () => {
  it('BLB-6 fetches by itself what is small enough, and on a metered line only if told so', () => {
    const rule = { limit: 100, onMetered: false };
    expect(isFetchedByRule(100, rule, false)).toBe(true);
    expect(isFetchedByRule(101, rule, false)).toBe(false);
    expect(isFetchedByRule(1, rule, true)).toBe(false);
    expect(isFetchedByRule(1, { ...rule, onMetered: true }, true)).toBe(true);
  });

  const candidate = fc.record({
    id: fc.uuid().map((text) => text as unknown as BlobId),
    size: fc.nat(100),
    state: fc.constantFrom('partial' as const, 'complete' as const),
    origin: fc.constantFrom('own' as const, 'received' as const),
    keep: fc.boolean(),
    usedAt: fc.nat(1000),
  }) satisfies fc.Arbitrary<EvictionCandidate>;

  it('BLB-7 lets go only what others can give, oldest first, and no more than is needed', () => {
    fc.assert(
      fc.property(fc.uniqueArray(candidate, { selector: ({ id }) => id }), fc.nat(2000), (blobs, budget) => {
        const isInUse = (id: BlobId) => id.startsWith('0');
        const going = planEviction(blobs, { budget, isInUse });
        const mayGo = blobs.filter(
          ({ id, state, origin, keep }) => state === 'complete' && origin === 'received' && !keep && !isInUse(id),
        );
        const sizeOf = (ids: readonly BlobId[]) =>
          blobs.filter(({ id }) => ids.includes(id)).reduce((sum, each) => sum + each.size, 0);
        const total = blobs.reduce((sum, each) => sum + each.size, 0);
        expect(mayGo.map(({ id }) => id)).toEqual(expect.arrayContaining([...going]));
        const left = total - sizeOf(going);
        expect(left <= budget || going.length === mayGo.length).toBe(true);
        if (going.length > 0) expect(total - sizeOf(going.slice(0, -1))).toBeGreaterThan(budget);
        const ages = going.map((id) => blobs.find((each) => each.id === id)?.usedAt ?? 0);
        expect(ages).toEqual(ages.toSorted((a, b) => a - b));
      }),
    );
  });
});
