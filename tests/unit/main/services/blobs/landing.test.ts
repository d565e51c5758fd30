/** Blobs that land beside what others do with them. Rules: src/main/services/blobs/SPEC.md. */
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeBlob, someBytes } from '../../../../support/shared/blobFixtures.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { openShelf, value, write } from './blobSupport.ts';

it('HBL-6 one that lands while others begin it, and let go of it, is whole, here and after reopening', async () => {
  const directory = temporaryDirectory();
  const shelf = await openShelf(directory);
  const blob = makeBlob(someBytes(600_000, 1));
  const landed = value(await shelf.land(blob.id, blob.outline));
  for (const [index, bytes] of blob.chunks.entries()) value(await landed.write(index, bytes));
  await write(value(await shelf.begin(blob.id, blob.outline)), blob, [0]);
  // Others are opened until its files are closed.
  for (let count = 0; count < 30; count += 1) {
    const other = makeBlob(someBytes(10, count));
    await write(value(await shelf.begin(other.id, other.outline)), other, [0]);
  }
  value(await shelf.place([{ ...landed, isWhole: true, isFresh: true }]));
  const found = value(await shelf.find(blob.id));
  expect(found?.isComplete).toBe(true);
  for (const [index, bytes] of blob.chunks.entries()) {
    expect(Buffer.compare(value((await found?.read(index)) as never), bytes)).toBe(0);
  }
  await shelf.close();
  const again = await openShelf(directory);
  expect(value(await again.find(blob.id))?.isComplete).toBe(true);
  await again.close();
  const left = readdirSync(directory).filter((name) => name.endsWith('.part') || name.endsWith('.map'));
  expect(left).toEqual([]);
});
