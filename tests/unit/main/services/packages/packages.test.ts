import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import { createBlobs } from '../../../../../src/main/services/blobs/blobs.ts';
import { openPackage } from '../../../../../src/main/services/packages/openPackage.ts';
import { createPackages } from '../../../../../src/main/services/packages/packages.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { descriptor, factsOf, makePackage, makeZip } from '../../../../support/node/zipBuilder.ts';
import { type MadeBlob, makeBlob } from '../../../../support/shared/blobFixtures.ts';

const account = 'A'.repeat(43) as AccountId;
const other = `${'B'.repeat(42)}A` as AccountId;

function shelves() {
  const blobs = createBlobs({ directory: temporaryDirectory() });
  onTestFinished(() => blobs.close());
  const keep = async (blob: MadeBlob, chunks = blob.chunks.length) => {
    const shelf = await blobs.open(account);
    if (!shelf.ok) throw new Error(shelf.error.message);
    await shelf.value.begin(blob.id, blob.outline);
    for (const [index, bytes] of blob.chunks.slice(0, chunks).entries()) {
      const found = await shelf.value.find(blob.id);
      if (found.ok) await found.value?.write(index, bytes);
    }
  };
  return { blobs, keep };
}

const large = () => makeBlob(makePackage({ 'data.bin': new Uint8Array(randomBytes(600_000)) }));

describe('the store', () => {
  it('PKG-16 opens a package of several chunks from its blob, of that account alone', async () => {
    const { blobs, keep } = shelves();
    const blob = large();
    await keep(blob);
    const packages = createPackages(blobs);
    const opened = await packages.open({ account, package: blob.id });
    expect(opened.ok && opened.value.contents).toMatchObject({ size: blob.bytes.length, entries: 2 });
    expect(await packages.open({ account: other, package: blob.id })).toMatchObject({ error: { code: 'blob-absent' } });
  });

  it('PKG-16 does not open what is not whole yet, and does when it is', async () => {
    const { blobs, keep } = shelves();
    const blob = large();
    const packages = createPackages(blobs);
    const place = { account, package: blob.id };
    expect(await packages.open(place)).toMatchObject({ error: { code: 'blob-absent' } });
    await keep(blob, 1);
    expect(await packages.open(place)).toMatchObject({ error: { code: 'blob-absent' } });
    await keep(blob);
    expect((await packages.open(place)).ok).toBe(true);
  });

  it('PKG-16 PKG-1 refuses a blob that is no package before it reads it', async () => {
    const { blobs, keep } = shelves();
    const [text, huge] = [makeBlob(new Uint8Array(9).fill(65)), makeBlob(new Uint8Array(10 * 1024 * 1024 + 1))];
    await keep(text);
    await keep(huge);
    const packages = createPackages(blobs);
    expect(await packages.open({ account, package: text.id })).toMatchObject({ error: { code: 'package-not-zip' } });
    const shelf = await blobs.open(account);
    const kept = shelf.ok ? await shelf.value.find(huge.id) : shelf;
    if (!kept.ok || kept.value === null) throw new Error('it was to be kept');
    const reads = vi.spyOn(kept.value, 'read');
    expect(await packages.open({ account, package: huge.id })).toMatchObject({ error: { code: 'package-too-large' } });
    expect(reads).not.toHaveBeenCalled();
  });

  it('PKG-16 looks once for many who ask, and again for what was pushed out', async () => {
    const { blobs, keep } = shelves();
    const [one, two] = [large(), large()];
    await keep(one);
    await keep(two);
    let looks = 0;
    const counted = { open: (id: AccountId) => ((looks += 1), blobs.open(id)) };
    const packages = createPackages(counted, 1_000_000);
    const place = { account, package: one.id };
    const [first, second] = await Promise.all([packages.open(place), packages.open(place)]);
    expect([looks, first === second]).toEqual([1, true]);
    await packages.open({ account, package: two.id });
    await packages.open({ account, package: two.id });
    expect(looks).toBe(2);
    await packages.open(place);
    expect(looks).toBe(3);
  });
});

describe('whatever the bytes are', () => {
  const late = { path: 'late.js', content: 'abc'.repeat(50), isDeflated: true, flags: 0x0808 };
  const good = makeZip([
    { path: 'index.html', content: '<p>x</p>'.repeat(20), isDeflated: true },
    { path: 'manifest.toml', content: 'name = "x"\n[banyan]\npermissions = ["pay"]' },
    { path: 'a/' },
    { ...late, local: { checksum: 0, packed: 0, size: 0 }, after: descriptor(factsOf(late)) },
  ]);

  it('PKG-17 a package with bytes changed, cut, doubled or put in is answered, and never grows beyond its limits', async () => {
    const place = fc.nat(good.length - 1);
    const change = fc.oneof(
      fc.tuple(place, fc.nat(255)).map(
        ([at, value]) =>
          (bytes: Uint8Array) =>
            bytes.with(at % bytes.length, value),
      ),
      fc.tuple(place, fc.constantFrom(0, 1, 0xff, 0x7f)).map(
        ([at, value]) =>
          (bytes: Uint8Array) =>
            bytes.slice().fill(value, at, at + 4),
      ),
      place.map((at) => (bytes: Uint8Array) => bytes.slice(0, Math.max(1, at))),
      fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 30 })).map(
        ([at, more]) =>
          (bytes: Uint8Array) =>
            new Uint8Array(Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)])),
      ),
    );
    let fine = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = changes.reduce<Uint8Array>((before, apply) => apply(before), good);
        const opened = await openPackage(bytes);
        if (opened.ok) fine += 1;
        expect(opened.ok ? 'package-' : opened.error.code).toMatch(/^package-/);
      }),
      { numRuns: 20_000 },
    );
    // Times of day and versions mean nothing: some changes are harmless.
    expect(fine).toBeLessThan(7000);
    expect((await openPackage(good)).ok).toBe(true);
  });

  it('PKG-17 no bytes at all make it throw', async () => {
    const end = makeZip([]).subarray(0, 22);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, isEnded) => {
        const opened = await openPackage(isEnded ? Buffer.concat([bytes, end]) : bytes);
        expect(opened.ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('PKG-17 other work goes on while a large package is looked through', async () => {
    const bytes = makePackage({
      'big.bin': new Uint8Array(6 * 1024 * 1024).map((_, index) => (index * 2_654_435_761) >>> 24),
    });
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    expect((await openPackage(bytes)).ok).toBe(true);
    isDone = true;
    expect(turns).toBeGreaterThan(20);
  });
});
