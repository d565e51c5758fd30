import { expect, it, vi } from 'vitest';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import { fail } from '@shared/result.ts';
import { photo, post, texts } from './support/moments.ts';
import { type Person, must, two } from './support/world.ts';

async function blobsOf(person: Person): Promise<number> {
  const listed = must(await person.host.call('blob.list', { account: await person.account(), after: null }));
  return listed.blobs.length;
}

it('VIS-16 posts of who was removed go at the next start where they could not go at once', async () => {
  const { world, alice, bob } = await two();
  await post(alice, 'Before', { files: [photo(`${MEMORY_PICTURE}x`)] });
  await world.pass(5000);
  const store = bob.stores.at(-1);
  if (store === undefined) throw new Error('no database');
  const spy = vi.spyOn(store.feed, 'dropOf').mockResolvedValue(fail('storage-failed', 'the app ends'));
  must(await bob.workspace.deleteContact(await alice.account()));
  await world.pass(5000);
  expect(spy).toHaveBeenCalled();
  expect(await blobsOf(bob)).toBe(1);
  spy.mockRestore();
  await bob.close();
  await bob.open();
  await world.pass(60_000);
  expect([await texts(bob), await blobsOf(bob)]).toEqual([[], 0]);
  expect(await texts(alice)).toEqual(['Before']);
});
