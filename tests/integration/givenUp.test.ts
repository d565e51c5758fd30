/** Files, words put off and other things that failed, and that the person gave up or says once more. */
import { describe, expect, it } from 'vitest';
import type { Result } from '@shared/result.ts';
import { type Person, type World, must, two } from './support/world.ts';

const codeOf = (result: Result<unknown, { code: string }>) => (result.ok ? 'ok' : result.error.code);
const kindsAt = async (person: Person, of: string) =>
  (await person.messages(of)).map(({ body }) => (body.kind === 'text' ? body.text : body.kind));
const fileOf = (words: string, caption = '') => ({
  file: new File([words], 'note.txt', { type: 'text/plain' }),
  asFile: true,
  caption,
});

/** A disk that takes no own events until it is told to; the rest of it works. */
function fullDisk(alice: Person): { readonly free: () => void } {
  const store = alice.stores.at(-1);
  if (store === undefined) throw new Error('no store');
  const admit = store.admit.bind(store);
  const refused = { ok: false, error: { code: 'storage-full', message: 'asked to fail' } } as const;
  Object.assign(store, { admit: () => Promise.resolve(refused) });
  return { free: () => Object.assign(store, { admit }) };
}

/** Words that bring along what waits for the disk. */
async function next(alice: Person, text = 'next'): Promise<void> {
  must(await alice.workspace.sendText(await alice.spaceWith('Bob'), text));
  await alice.world.pass(15_000);
}

async function sendRefused(alice: Person, words: string): Promise<void> {
  must(await alice.workspace.sendFiles(await alice.spaceWith('Bob'), [fileOf(words, 'look')]));
  await expect.poll(() => uploadsOf(alice)).toEqual(['storage-full']);
}

const uploadsOf = (person: Person) => person.workspace.uploads.get().map(({ error }) => error);

async function cancelAll(alice: Person): Promise<void> {
  for (const { id } of alice.workspace.uploads.get()) must(await alice.workspace.cancelUpload(id));
  await alice.world.pass(1000);
}

async function retryAll(alice: Person): Promise<void> {
  for (const { id } of alice.workspace.uploads.get()) must(await alice.workspace.retryUpload(id));
}

/** Where the bytes of files are of which somebody reads. */
async function statesAt(person: Person, of: string): Promise<readonly string[]> {
  const states: string[] = [];
  for (const { body } of await person.messages(of)) {
    if (body.kind !== 'file') continue;
    const state = person.workspace.fileState(body.file);
    const stop = state.subscribe(() => undefined);
    await person.world.pass(2000);
    stop();
    states.push(state.get().state);
  }
  return states;
}

async function begin(): Promise<{ readonly world: World; readonly alice: Person; readonly bob: Person }> {
  const { world, alice, bob } = await two();
  await alice.say('Bob', 'before');
  await world.pass(1000);
  return { world, alice, bob };
}

describe('a file', () => {
  it.each(['goes on', 'is killed'])(
    'CHT-12 FIL-3 that failed and was given up is taken back when the app %s',
    async (how) => {
      const { world, alice, bob } = await begin();
      const disk = fullDisk(alice);
      await sendRefused(alice, 'secret');
      await cancelAll(alice);
      expect(uploadsOf(alice)).toEqual([]);
      disk.free();
      if (how === 'is killed') {
        await alice.kill();
        await alice.open();
        await world.pass(30_000);
      }
      await next(alice);
      expect((await kindsAt(bob, 'Alice')).filter((kind) => kind !== 'recalled')).toEqual(['before', 'next']);
      expect((await kindsAt(alice, 'Bob')).filter((kind) => kind !== 'recalled')).toEqual(['before', 'next']);
    },
  );

  it('CHT-12 FIL-3 that was given up while it was being said is taken back', async () => {
    const { world, alice, bob } = await begin();
    const store = alice.stores.at(-1);
    if (store === undefined) throw new Error('no store');
    const admit = store.admit.bind(store);
    let take = () => {};
    const taken = new Promise<void>((resolve) => (take = resolve));
    let isAsked = false;
    Object.assign(store, {
      admit: async (...of: Parameters<typeof admit>) => {
        isAsked = true;
        await taken;
        return admit(...of);
      },
    });
    must(await alice.workspace.sendFiles(await alice.spaceWith('Bob'), [fileOf('secret')]));
    await expect.poll(() => isAsked).toBe(true);
    for (const { id } of alice.workspace.uploads.get()) must(await alice.workspace.cancelUpload(id));
    take();
    Object.assign(store, { admit });
    await world.pass(5000);
    await next(alice);
    expect(await kindsAt(bob, 'Alice')).toEqual(['before', 'recalled', 'next']);
    expect(await kindsAt(alice, 'Bob')).toEqual(['before', 'next']);
  });

  it('CHT-12 FIL-3 that failed and was given up is meant when it is sent once more', async () => {
    const { alice, bob } = await begin();
    const disk = fullDisk(alice);
    await sendRefused(alice, 'on second thought');
    await cancelAll(alice);
    disk.free();
    must(await alice.workspace.sendFiles(await alice.spaceWith('Bob'), [fileOf('on second thought', 'look')]));
    await expect.poll(() => alice.workspace.uploads.get()).toEqual([]);
    await next(alice);
    // What was given up may have been kept, and taken back, before.
    expect((await kindsAt(bob, 'Alice')).filter((kind) => kind !== 'recalled')).toEqual(['before', 'file', 'next']);
    expect(await statesAt(bob, 'Alice')).toEqual(['here']);
  });

  it.each([false, true])(
    'CHT-12 FIL-3 FIL-8 that failed is said once with the next words, with its bytes, and does not stand as failed (swept before: %s)',
    async (isSwept) => {
      const { world, alice, bob } = await begin();
      const disk = fullDisk(alice);
      await sendRefused(alice, 'holiday');
      // Less room for articles, and what nothing speaks of goes at once.
      if (isSwept) must(await alice.workspace.updateSettings({ articleBudget: 0 }));
      await world.pass(30_000);
      disk.free();
      await next(alice);
      expect(await statesAt(bob, 'Alice')).toEqual(['here']);
      expect(uploadsOf(alice)).toEqual([]);
      await retryAll(alice);
      await next(alice, 'after');
      const said = ['before', 'file', 'next', 'after'];
      expect([await kindsAt(alice, 'Bob'), await kindsAt(bob, 'Alice')]).toEqual([said, said]);
    },
  );

  it('CHT-12 FIL-3 that failed is said once when it is tried again, also in vain at first', async () => {
    const { alice, bob } = await begin();
    const disk = fullDisk(alice);
    await sendRefused(alice, 'holiday');
    await retryAll(alice);
    await expect.poll(() => uploadsOf(alice)).toEqual(['storage-full']);
    disk.free();
    await retryAll(alice);
    await retryAll(alice);
    await expect.poll(() => uploadsOf(alice)).toEqual([]);
    await next(alice);
    const said = ['before', 'file', 'next'];
    expect([await kindsAt(alice, 'Bob'), await kindsAt(bob, 'Alice')]).toEqual([said, said]);
    expect(await statesAt(bob, 'Alice')).toEqual(['here']);
  });
});

describe('words put off', () => {
  /** Words whose time came while the disk took nothing: their name in the list. */
  async function refusedLater(alice: Person): Promise<{ readonly id: string; readonly free: () => void }> {
    const { world } = alice;
    const space = await alice.spaceWith('Bob');
    const message = { text: 'later', extras: {}, dueAt: world.clock.now() + 60_000 };
    const { id } = must(await alice.workspace.scheduleMessage(space, message));
    const disk = fullDisk(alice);
    await world.pass(90_000);
    expect((await alice.read(alice.workspace.schedules(space))).map(({ error }) => error)).toEqual(['storage-full']);
    return { id, free: disk.free };
  }

  it('CHT-12 MSG-8 that failed and were taken off the list are taken back', async () => {
    const { alice, bob } = await begin();
    const { id, free } = await refusedLater(alice);
    must(await alice.workspace.cancelSchedule(id));
    expect(await kindsAt(alice, 'Bob')).toEqual(['before']);
    free();
    await next(alice);
    expect(await kindsAt(bob, 'Alice')).toEqual(['before', 'recalled', 'next']);
    expect(await kindsAt(alice, 'Bob')).toEqual(['before', 'next']);
  });

  it('CHT-12 MSG-8 that failed and were changed are said in their new form alone', async () => {
    const { world, alice, bob } = await begin();
    const { id, free } = await refusedLater(alice);
    must(await alice.workspace.changeSchedule(id, { text: 'otherwise', dueAt: world.clock.now() + 60_000 }));
    free();
    await next(alice);
    await world.pass(90_000);
    const [own, theirs] = [await kindsAt(alice, 'Bob'), await kindsAt(bob, 'Alice')];
    expect(theirs).toEqual(['before', 'recalled', 'next', 'otherwise']);
    expect(own).toEqual(['before', 'next', 'otherwise']);
    expect(await alice.read(alice.workspace.schedules(await alice.spaceWith('Bob')))).toEqual([]);
  });

  it('CHT-12 MSG-8 that failed and were put off once more as they are are said once', async () => {
    const { world, alice, bob } = await begin();
    const { id, free } = await refusedLater(alice);
    must(await alice.workspace.changeSchedule(id, { dueAt: world.clock.now() + 60_000 }));
    await world.pass(1000);
    free();
    await world.pass(90_000);
    await next(alice);
    expect((await kindsAt(bob, 'Alice')).filter((kind) => kind !== 'recalled')).toEqual(['before', 'later', 'next']);
    expect(await kindsAt(alice, 'Bob')).toEqual(['before', 'later', 'next']);
  });
});

describe('what is no text', () => {
  const poll = { question: 'Where to?', options: ['Sea', 'Hills'], several: false, closes: null };

  it('CHT-12 and failed, as the person was told, is not said with the next words', async () => {
    const { alice, bob } = await begin();
    const disk = fullDisk(alice);
    expect(codeOf(await alice.workspace.sendPoll(await alice.spaceWith('Bob'), poll))).toBe('storage-full');
    disk.free();
    await next(alice);
    expect(await kindsAt(bob, 'Alice')).toEqual(['before', 'recalled', 'next']);
    expect(await kindsAt(alice, 'Bob')).toEqual(['before', 'next']);
  });

  it('CHT-12 and failed is said once when it is said once more', async () => {
    const { alice, bob } = await begin();
    const space = await alice.spaceWith('Bob');
    const disk = fullDisk(alice);
    for (const _ of ['first', 'second'])
      expect(codeOf(await alice.workspace.sendPoll(space, poll))).toBe('storage-full');
    disk.free();
    must(await alice.workspace.sendPoll(space, poll));
    await next(alice);
    const said = ['before', 'poll', 'next'];
    expect([await kindsAt(alice, 'Bob'), await kindsAt(bob, 'Alice')]).toEqual([said, said]);
  });

  it('CHT-12 and failed is said once when it is said once more after other words', async () => {
    const { alice, bob } = await begin();
    const space = await alice.spaceWith('Bob');
    const disk = fullDisk(alice);
    expect(codeOf(await alice.workspace.sendPoll(space, poll))).toBe('storage-full');
    disk.free();
    await next(alice);
    must(await alice.workspace.sendPoll(space, poll));
    await next(alice, 'after');
    expect(await kindsAt(bob, 'Alice')).toEqual(['before', 'recalled', 'next', 'poll', 'after']);
    expect(await kindsAt(alice, 'Bob')).toEqual(['before', 'next', 'poll', 'after']);
  });
});
