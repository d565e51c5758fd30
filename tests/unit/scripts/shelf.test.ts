import * as v from 'valibot';
import { expect, test } from 'vitest';
import { shelfFiles } from '../../../scripts/mini/shelfPlugin.mjs';
import { blobIdOf, chunkHashOf } from '@domain/blob/outline.ts';

const listSchema = v.array(v.object({ file: v.string(), package: v.string() }));

test('PRG-8 the list beside the page names each package as the app does once it has it', async () => {
  const files = await shelfFiles();
  const packages = new Map(files.map(({ name, bytes }) => [name, bytes]));
  const list = v.parse(listSchema, JSON.parse(String(packages.get('index.json'))));
  expect(list).toHaveLength(files.length - 1);
  for (const entry of list) {
    const bytes = packages.get(entry.file);
    if (!(bytes instanceof Uint8Array)) throw new Error('no package');
    expect(entry.package).toBe(blobIdOf({ size: bytes.length, hashes: chunkHashOf(bytes) }));
  }
});
