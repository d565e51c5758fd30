import { describe, expect, it } from 'vitest';
import { BlobLibrary } from '@services/blobs/blobLibrary.ts';
import { blobOf } from '../../../../support/shared/blobFixtures.ts';
import { BlobWorld, type Holder, must } from './blobWorld.ts';

async function setup(budget: number) {
  const { world, holders } = await BlobWorld.of('alice', 'bob');
  const [alice, bob] = holders as [Holder, Holder];
  world.join(alice, bob);
  const inUse = new Set<string>();
  const library = new BlobLibrary({
    store: bob.blobs,
    records: bob.records,
    exchange: bob.exchange,
    budget: () => budget,
    isInUse: (id) => inUse.has(id),
  });
  const receive = async (seed: number) => {
    const blob = blobOf(2, seed);
    await alice.has(blob);
    bob.fetch(blob);
    await world.until(() => bob.progress(blob).state === 'here');
    await world.pass(10, 10);
    return blob;
  };
  const kept = async () => must(await bob.blobs.list()).map(({ id }) => id);
  return { world, alice, bob, library, receive, kept, inUse };
}

const SIZE = blobOf(2).bytes.length;

describe('the library', () => {
  it('BLB-7 lets go what was used longest ago of what others gave, down to the budget', async () => {
    const { bob, library, receive, kept, inUse } = await setup(2 * SIZE);
    const [one, two, three, four] = [await receive(1), await receive(2), await receive(3), await receive(4)];
    await library.use(one.id);
    inUse.add(three.id);
    await Promise.all([library.trim(), library.trim()]);
    expect(new Set(await kept())).toEqual(new Set([one.id, three.id]));
    expect(bob.progress(two).state).toBe('absent');
    const states = new Map((await bob.records.all()).map(({ id, state }) => [id, state]));
    expect([states.get(one.id), states.get(four.id)]).toEqual(['complete', 'gone']);
  });

  it('BLB-7 never lets go own files and those to be kept, and fetches again what it let go', async () => {
    const { world, bob, library, receive, kept } = await setup(0);
    const [gone, marked] = [await receive(1), await receive(2)];
    await library.setKeep(marked.id, true);
    const own = blobOf(2, 9);
    expect(must(await library.put(new Blob([own.bytes]))).id).toBe(own.id);
    await library.trim();
    expect(new Set(await kept())).toEqual(new Set([marked.id, own.id]));
    bob.fetch(gone);
    await world.until(() => bob.progress(gone).state === 'here');
    await library.setKeep(marked.id, false);
    await library.trim();
    expect(await kept()).toEqual([own.id]);
  });

  it('RET-5 what it let go of it knows as gone, and as received once it came again; what it removes it forgets', async () => {
    const { world, bob, library, receive, kept } = await setup(10 * SIZE);
    const [gone, removed] = [await receive(1), await receive(2)];
    await library.setKeep(gone.id, true);
    must(await library.letGo(gone.id));
    must(await library.remove(removed.id));
    const rows = async () => (await bob.records.all()).map(({ id, state, keep, size }) => ({ id, state, keep, size }));
    expect(await rows()).toEqual([{ id: gone.id, state: 'gone', keep: false, size: SIZE }]);
    expect(await kept()).toEqual([]);
    expect(bob.progress(gone).state).toBe('absent');
    bob.fetch(gone);
    await world.until(() => bob.progress(gone).state === 'here');
    expect(await rows()).toMatchObject([{ id: gone.id, state: 'complete' }]);
  });

  it('RET-5 an own file that was let go of is not own any more when others gave it back', async () => {
    const { bob, library } = await setup(10 * SIZE);
    const own = blobOf(2, 9);
    must(await library.put(new Blob([own.bytes])));
    must(await library.letGo(own.id));
    await bob.records.want(own.id, SIZE);
    expect((await bob.records.all())[0]).toMatchObject({ state: 'partial', origin: 'received' });
  });

  it('BLX-8 gives an own file to who asked for it before it was here', async () => {
    const { world, alice, bob, library } = await setup(0);
    const own = blobOf(3, 9);
    alice.fetch(own);
    await world.pass(1000);
    must(await library.put(new Blob([own.bytes])));
    await world.until(() => alice.progress(own).state === 'here', 1000);
    await world.until(() => bob.progress(own).state === 'here', 1000);
    expect(await bob.records.all()).toMatchObject([{ id: own.id, origin: 'own', state: 'complete' }]);
  });

  it('BLB-7 removes one at a word, and what is known of it', async () => {
    const { bob, library, receive, kept } = await setup(0);
    const blob = await receive(1);
    must(await library.remove(blob.id));
    expect([await kept(), await bob.records.all(), bob.progress(blob).state]).toEqual([[], [], 'absent']);
  });
});
