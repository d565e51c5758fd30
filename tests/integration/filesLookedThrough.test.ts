/** Files that were told of as the app ended. */
import { describe, expect, it } from 'vitest';
import type { FileReference } from '@domain/chat/file.ts';
import type { LiveQuery } from '@ports/query.ts';
import { type Person, must, two } from './support/world.ts';

async function send(from: Person, to: string, name: string, text = name): Promise<void> {
  const file = { file: new File([text], name, { type: 'text/plain' }), asFile: true, caption: '' };
  must(await from.workspace.sendFiles(await from.spaceWith(to), [file]));
  await from.world.pass(1000);
}

const filesOf = async (person: Person, other: string): Promise<readonly FileReference[]> =>
  (await person.messages(other)).flatMap(({ body }) => (body.kind === 'file' ? [body.file] : []));

/** Names of the files that are here, of those in a chat. */
async function here(person: Person, other: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const file of await filesOf(person, other)) {
    const state = person.workspace.fileState(file);
    const stop = state.subscribe(() => undefined);
    await person.world.pass(50);
    stop();
    if (state.get().state === 'here') names.push(file.name);
  }
  return names;
}

/** From now on this app does not get to note what it fetches: it might end at any moment before. */
function losesWants(person: Person): void {
  const store = person.stores.at(-1);
  if (store === undefined) throw new Error('no store');
  Object.assign(store.blobs, { update: () => new Promise(() => undefined) });
}

async function restart(person: Person): Promise<void> {
  await person.kill();
  await person.open();
  await person.world.pass(30_000);
}

async function twoAtRest() {
  const story = await two();
  // Once database and journal agree.
  await story.world.pass(30_000);
  return story;
}

describe('a file that was told of as the app ended', () => {
  it('FIL-15 is fetched by rule after the next start', async () => {
    const { alice, bob } = await twoAtRest();
    losesWants(bob);
    await send(alice, 'Bob', 'late.txt');
    expect((await filesOf(bob, 'Alice')).map(({ name }) => name)).toEqual(['late.txt']);
    await restart(bob);
    expect(await here(bob, 'Alice')).toEqual(['late.txt']);
  });

  it('FIL-15 is left to the person where it is larger than the rule says', async () => {
    const { alice, bob } = await twoAtRest();
    must(await bob.workspace.updateSettings({ autoDownload: { limit: 1000, onMetered: false } }));
    losesWants(bob);
    await send(alice, 'Bob', 'large.txt', 'x'.repeat(2000));
    await send(alice, 'Bob', 'small.txt');
    await restart(bob);
    expect(await here(bob, 'Alice')).toEqual(['small.txt']);
    await restart(bob);
    expect(await here(bob, 'Alice')).toEqual(['small.txt']);
  });

  it('FIL-15 is left to the person where the connection is metered by then, also at the starts that follow', async () => {
    const { alice, bob } = await twoAtRest();
    losesWants(bob);
    await send(alice, 'Bob', 'late.txt');
    bob.isMetered = true;
    await restart(bob);
    expect(await here(bob, 'Alice')).toEqual([]);
    // It was decided: that the next start is on another connection changes nothing of it.
    bob.isMetered = false;
    await restart(bob);
    expect(await here(bob, 'Alice')).toEqual([]);
    const [file] = await filesOf(bob, 'Alice');
    if (file === undefined) throw new Error('no file came');
    must(await bob.workspace.downloadFile(file.blob));
    await bob.world.pass(5000);
    expect(await here(bob, 'Alice')).toEqual(['late.txt']);
  });

  it('FIL-15 one that the person does not want stays away, whatever starts follow', async () => {
    const { alice, bob, world } = await twoAtRest();
    bob.isMetered = true;
    await send(alice, 'Bob', 'unwanted.txt');
    await world.pass(1000);
    const [file] = await filesOf(bob, 'Alice');
    if (file === undefined) throw new Error('no file came');
    await alice.close();
    bob.isMetered = false;
    must(await bob.workspace.downloadFile(file.blob));
    await world.pass(1000);
    must(await bob.workspace.cancelDownload(file.blob));
    await world.pass(1000);
    await restart(bob);
    await alice.open();
    await world.pass(20_000);
    expect(await here(bob, 'Alice')).toEqual([]);
    await restart(bob);
    expect(await here(bob, 'Alice')).toEqual([]);
  });

  it('FIL-15 one that was begun by rule and given up stays away, too', async () => {
    const { alice, bob, world } = await twoAtRest();
    // Nothing comes over, so that it is still under way when the person gives it up.
    bob.host.setFailure('blob.begin', 'unreachable');
    await send(alice, 'Bob', 'first.txt');
    await world.pass(2000);
    const [file] = await filesOf(bob, 'Alice');
    if (file === undefined) throw new Error('no file came');
    must(await bob.workspace.cancelDownload(file.blob));
    bob.host.setFailure('blob.begin', null);
    await world.pass(2000);
    for (let start = 0; start < 2; start += 1) {
      await restart(bob);
      expect(await here(bob, 'Alice')).toEqual([]);
    }
  });

  it('FIL-15 is looked for again at the next start where the files of the chat could not be read', async () => {
    const { alice, bob } = await twoAtRest();
    losesWants(bob);
    await send(alice, 'Bob', 'late.txt');
    const whole = bob.parts.bind(bob);
    const createStore = (...of: Parameters<ReturnType<typeof whole>['createStore']>) => {
      const store = whole().createStore(...of);
      const error = { code: 'storage-failed', message: 'asked to fail' } as const;
      const fails: LiveQuery<never> = { subscribe: (tell) => (tell({ status: 'failed', error }), () => undefined) };
      return Object.assign(store, { watchAttachments: () => fails });
    };
    Object.assign(bob, { parts: () => ({ ...whole(), createStore }) });
    await restart(bob);
    expect(await here(bob, 'Alice')).toEqual([]);
    Object.assign(bob, { parts: whole });
    await restart(bob);
    expect(await here(bob, 'Alice')).toEqual(['late.txt']);
  });
});

describe('a file that was given up', () => {
  it.each(['goes on', 'ends before that'])(
    'FIL-15 stays away where that was before database and journal agree, and the app %s',
    async (then) => {
      const { alice, bob, world } = await twoAtRest();
      await bob.close();
      bob.host.setFailure('journal.read', 'unreachable');
      await bob.open();
      await world.pass(5000);
      await send(alice, 'Bob', 'early.txt');
      await world.pass(5000);
      expect(await here(bob, 'Alice')).toEqual(['early.txt']);
      const [file] = await filesOf(bob, 'Alice');
      if (file === undefined) throw new Error('no file came');
      must(await bob.workspace.cancelDownload(file.blob));
      await world.pass(1000);
      expect(await here(bob, 'Alice')).toEqual([]);
      if (then === 'ends before that') await bob.kill();
      bob.host.setFailure('journal.read', null);
      if (then === 'ends before that') await bob.open();
      await world.pass(120_000);
      expect(await here(bob, 'Alice')).toEqual([]);
      await restart(bob);
      await restart(bob);
      expect(await here(bob, 'Alice')).toEqual([]);
    },
  );

  it.each(['in time', 'never'])('FIL-15 stays away where one before it in its chain is noted %s', async (when) => {
    const { alice, bob, world } = await twoAtRest();
    const store = bob.stores.at(-1);
    if (store === undefined) throw new Error('no store');
    const update = store.blobs.update.bind(store.blobs);
    let first: string | null = null;
    let go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    const slow = async (...of: Parameters<typeof update>) => {
      first ??= of[0];
      if (of[0] === first) await held;
      return update(...of);
    };
    Object.assign(store.blobs, { update: slow });
    await send(alice, 'Bob', 'one.txt');
    await send(alice, 'Bob', 'two.txt');
    await world.pass(1000);
    const giveUp = async (place: number) => {
      const file = (await filesOf(bob, 'Alice')).at(place);
      if (file === undefined) throw new Error('no file came');
      must(await bob.workspace.cancelDownload(file.blob));
      await world.pass(1000);
    };
    await giveUp(1);
    if (when === 'in time') go();
    await world.pass(5000);
    await send(alice, 'Bob', 'three.txt');
    await giveUp(2);
    await restart(bob);
    expect(await here(bob, 'Alice')).toEqual(['one.txt']);
    await restart(bob);
    expect(await here(bob, 'Alice')).toEqual(['one.txt']);
  });
});
