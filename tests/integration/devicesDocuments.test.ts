/** Programs' documents of one's own, on several devices of one person. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as Yjs from 'yjs';
import type { EventId } from '@shared/ids.ts';
import { HostBlobStore } from '@services/blobs/hostBlobStore.ts';
import { readBlob } from '@services/channels/readBlob.ts';
import { bytesSource } from '@services/channels/keepBytes.ts';
import { DOCUMENT_KEEP, documentsIn } from '@domain/mini/ownDocument.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { documentOf, factsOf, manifest, opened, settled, shared } from './support/programStory.ts';
import { backupOf, deviceWith, restoreOn } from './support/restoredDevice.ts';
import { type Person, must } from './support/world.ts';
import { PATIENCE } from '../support/shared/until.ts';

const OWN = { scope: 'person' } as const;

async function story() {
  const { world, alice, bob, id, instance } = await shared();
  const further = async (seed: number, name: string) => {
    const device = await linkDevice(alice, seed, name);
    device.host.programs.know({ ...factsOf(id), manifest });
    await world.pass(20_000);
    return device;
  };
  return { world, alice, bob, id, instance, further };
}

async function openNotes(person: Person, instance: EventId) {
  const { page, session } = await opened(person, instance);
  const opening = documentOf(page, 'notes', OWN);
  let doc: Yjs.Doc | null = null;
  void opening.then((whole) => (doc = whole));
  await settled(person, () => doc !== null);
  const notes = await opening;
  const text = notes.getText('body');
  const list = notes.getArray<string>('list');
  return { text, list, session };
}

/** What a page finds that opens the document now. */
async function readNotes(person: Person, instance: EventId): Promise<string> {
  const { text, session } = await openNotes(person, instance);
  const found = text.toJSON();
  session.close();
  await person.world.pass(1000);
  return found;
}

/** Waits until a page that opens the document finds this: how long hashing and sealing take is the machine's. */
async function expectNotes(person: Person, instance: EventId, wanted: string): Promise<void> {
  let found = await readNotes(person, instance);
  for (const end = performance.now() + PATIENCE; found !== wanted && performance.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    found = await readNotes(person, instance);
  }
  expect(found).toBe(wanted);
}

async function keptBy(person: Person) {
  const store = person.stores.at(-1);
  const keeps = must((await store?.feed.keeps.all(DOCUMENT_KEEP)) ?? expect.fail());
  return documentsIn(keeps);
}

async function rest(person: Person): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await person.world.pass(1000);
  }
}

describe('documents of one’s own', () => {
  it('DEV-78 what is written on the one is on the other, also in a page that is open, and on nobody else’s', async () => {
    const { alice, bob, instance, further } = await story();
    const laptop = await further(104_729, 'Laptop');
    const here = await openNotes(alice, instance);
    here.text.insert(0, 'milk');
    await rest(alice);
    const there = await openNotes(laptop, instance);
    expect(there.text.toJSON()).toBe('milk');
    there.text.insert(4, ' and bread');
    await settled(alice, () => here.text.toJSON() === 'milk and bread');
    expect(await readNotes(bob, instance)).toBe('');
    expect((await keptBy(bob)).size).toBe(0);
    const bytes = [...(await keptBy(alice)).values()][0] ?? expect.fail();
    expect(must(await new HostBlobStore({ host: bob.host, account: await bob.account() }).list())).not.toContainEqual(
      expect.objectContaining({ id: bytes.blob }),
    );
  });

  it('DEV-78 what two wrote while they were apart is all there, and so it is on one that is linked afterwards', async () => {
    const { world, alice, instance, further } = await story();
    const laptop = await further(104_729, 'Laptop');
    const [here, there] = [await openNotes(alice, instance), await openNotes(laptop, instance)];
    here.list.push(['begun']);
    await settled(alice, () => there.list.length === 1);
    world.network.partition(...[alice, laptop].map(({ transport }) => (transport === null ? [] : [transport])));
    here.list.push(['desktop']);
    there.list.push(['laptop']);
    await rest(alice);
    world.network.heal();
    await settled(alice, () => here.list.length === 3 && there.list.length === 3);
    expect(here.list.toArray()).toEqual(there.list.toArray());
    expect(here.list.toArray().toSorted()).toEqual(['begun', 'desktop', 'laptop']);
    const tablet = await further(15_485_863, 'Tablet');
    expect((await openNotes(tablet, instance)).list.toArray()).toEqual(here.list.toArray());
  });

  it('DEV-78 a device that is linked to one that was alone gets what it had before', async () => {
    const { alice, instance, further } = await story();
    const { text, session } = await openNotes(alice, instance);
    text.insert(0, 'from before');
    await rest(alice);
    session.close();
    const laptop = await further(104_729, 'Laptop');
    await expectNotes(laptop, instance, 'from before');
  });

  it('DEV-78 whatever two devices write apart, in whatever order they hear of it, they come to the same', async () => {
    const { world, alice, instance, further } = await story();
    const laptop = await further(104_729, 'Laptop');
    const pages = [await openNotes(alice, instance), await openNotes(laptop, instance)] as const;
    let apart = 0;
    let words = 0;
    const acts = fc.array(fc.record({ on: fc.nat(1), at: fc.nat(20), rests: fc.boolean() }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(acts, async (all) => {
        world.network.partition(...[alice, laptop].map(({ transport }) => (transport === null ? [] : [transport])));
        for (const { on, at, rests } of all) {
          const { text } = pages[on as 0 | 1];
          words += 1;
          text.insert(Math.min(at, text.length), `<${words}>`);
          if (rests) await rest(alice);
        }
        await rest(alice);
        if (pages[0].text.toJSON() !== pages[1].text.toJSON()) apart += 1;
        world.network.heal();
        await settled(alice, () => pages[0].text.toJSON() === pages[1].text.toJSON());
        for (let word = 1; word <= words; word += 1) expect(pages[0].text.toJSON().length).toBeGreaterThan(word);
      }),
      { numRuns: 8 },
    );
    const said = pages[0].text.toJSON().replaceAll(/[^<]/gu, '').length;
    expect(said).toBe(words);
    expect(apart).toBeGreaterThan(2);
  });

  it('PRG-24 a backup brings them back', async () => {
    const { alice, id, instance } = await story();
    const { text, session } = await openNotes(alice, instance);
    text.insert(0, 'kept');
    await rest(alice);
    session.close();
    const backup = await backupOf(alice);
    const account = await alice.account();
    const shelf = new HostBlobStore({ host: alice.host, account });
    const blobs = must(await shelf.list()).map((listed) => readBlob(shelf, listed.id, listed.size));
    const files = await Promise.all(blobs);
    await alice.kill();
    const back = await deviceWith(backup, alice, 77);
    back.host.programs.know({ ...factsOf(id), manifest });
    // Blobs are the host's part of a restore.
    for (const bytes of files)
      must(await new HostBlobStore({ host: back.host, account }).put(bytesSource(bytes ?? expect.fail())));
    await restoreOn(back, backup);
    await expectNotes(back, instance, 'kept');
  });

  it('PRG-25 uninstalling on one wipes them on all, and ends the program where it runs; what comes later is a new life', async () => {
    const { alice, instance, further } = await story();
    const laptop = await further(104_729, 'Laptop');
    const here = await openNotes(alice, instance);
    here.text.insert(0, 'secret');
    await rest(alice);
    here.session.close();
    await expectNotes(laptop, instance, 'secret');
    const there = await openNotes(laptop, instance);
    expect(there.text.toJSON()).toBe('secret');
    expect((await keptBy(laptop)).size).toBe(1);
    must(await alice.workspace.programs.removeProgram(instance));
    await rest(alice);
    for (const person of [alice, laptop]) {
      expect(person.workspace.programs.openPrograms.get()).toEqual([]);
      expect((await keptBy(person)).size).toBe(0);
      expect(await readNotes(person, instance)).toBe('');
    }
    const again = await openNotes(laptop, instance);
    again.text.insert(0, 'anew');
    await rest(laptop);
    again.session.close();
    await expectNotes(alice, instance, 'anew');
    const tablet = await further(15_485_863, 'Tablet');
    await expectNotes(tablet, instance, 'anew');
  });

  it('PRG-25 what the store did not take until it was uninstalled stays unsaid, also when the program had ended before', async () => {
    const { alice, instance } = await story();
    const { text, session } = await openNotes(alice, instance);
    const { shelves } = alice.stores.at(-1) ?? expect.fail();
    const addOwn = shelves.addOwn.bind(shelves);
    const full = { ok: false, error: { code: 'storage-full', message: 'asked to fail' } } as const;
    Object.assign(shelves, { addOwn: () => Promise.resolve(full) });
    text.insert(0, 'secret');
    await rest(alice);
    session.close();
    await rest(alice);
    must(await alice.workspace.programs.removeProgram(instance));
    await rest(alice);
    Object.assign(shelves, { addOwn });
    await rest(alice);
    expect(await readNotes(alice, instance)).toBe('');
  });

  it('PRG-25 where they cannot be wiped the person is told, and what was written stays until they are', async () => {
    const { alice, instance, further } = await story();
    const laptop = await further(104_729, 'Laptop');
    const { text, session } = await openNotes(alice, instance);
    text.insert(0, 'secret');
    await rest(alice);
    session.close();
    await expectNotes(laptop, instance, 'secret');
    const { shelves } = alice.stores.at(-1) ?? expect.fail();
    const dropOwn = shelves.dropOwn.bind(shelves);
    const failed = { ok: false, error: { code: 'storage-failed', message: 'asked to fail' } } as const;
    Object.assign(shelves, { dropOwn: () => Promise.resolve(failed) });
    const { programs } = alice.workspace;
    const removed = await programs.removeProgram(instance);
    expect(removed.ok ? 'ok' : removed.error.code).toBe('storage-failed');
    await rest(alice);
    expect(await alice.read(programs.programs())).toMatchObject([{ instance }]);
    expect(await readNotes(laptop, instance)).toBe('secret');
    Object.assign(shelves, { dropOwn });
    must(await programs.removeProgram(instance));
    await rest(alice);
    for (const person of [alice, laptop]) expect(await readNotes(person, instance)).toBe('');
  });

  it('PRG-25 nothing comes back at the next start where the app ended while they were wiped', async () => {
    const { alice, instance } = await story();
    const { text, session } = await openNotes(alice, instance);
    text.insert(0, 'secret');
    await rest(alice);
    session.close();
    await rest(alice);
    const { keeps } = alice.stores.at(-1)?.feed ?? expect.fail();
    Object.assign(keeps, { remove: () => new Promise<never>(() => undefined) });
    void alice.workspace.programs.removeProgram(instance);
    await rest(alice);
    expect((await keptBy(alice)).size).toBe(1);
    await alice.kill();
    await alice.open();
    await rest(alice);
    expect(await readNotes(alice, instance)).toBe('');
    expect((await keptBy(alice)).size).toBe(0);
  });

  it('PRG-23 what another device tells that is malformed, too large or of no form is refused, and nothing here is lost', async () => {
    const { alice, instance, further } = await story();
    const laptop = await further(104_729, 'Laptop');
    const here = await openNotes(alice, instance);
    here.text.insert(0, 'mine');
    await rest(alice);
    // A device whose shelf went wrong: its blob is no document.
    const account = await laptop.account();
    const bad = must(
      await new HostBlobStore({ host: laptop.host, account }).put(bytesSource(new Uint8Array(64).fill(255))),
    );
    const store = laptop.stores.at(-1) ?? expect.fail();
    const [kept] = [...(await keptBy(laptop))];
    if (kept === undefined) throw new Error('it was not told');
    const own = kept[0].slice(0, -43) + (await laptop.read(laptop.workspace.ownProfile())).device;
    const broken = { ...kept[1], blob: bad.id, size: 64, serial: 0 };
    for (const [id, record] of [
      [own, broken],
      [`${own.slice(0, 43)}-other-${own.slice(-43)}`, { ...broken, name: 'other', size: 9 * 1024 * 1024 }],
    ] as const)
      must(await store.feed.keeps.put([{ kind: DOCUMENT_KEEP, id, bytes: encodeCanonical(record), at: 1 }]));
    await laptop.close();
    await laptop.open();
    await rest(alice);
    expect(here.text.toJSON()).toBe('mine');
    expect([...(await keptBy(alice)).keys()]).not.toContain(own);
    await expectNotes(laptop, instance, 'mine');
    here.text.insert(4, ' still');
    await expectNotes(laptop, instance, 'mine still');
  });
});
