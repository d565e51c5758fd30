/** Going back to a snapshot: what was deleted here is back, and nothing that was said, taken or signed is otherwise for it (ADR 51). */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemorySnapshots } from '@adapters/memory/store/memorySnapshots.ts';
import type { OpenedSnapshot, Shelved, SnapshotPlace } from '@ports/snapshots.ts';
import type { AccountId, DeviceId, EventId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { type Person, must, two } from './support/world.ts';

/** Snapshots whose reader ends at a chosen read of one that is open: where the app does. */
class CutShelf extends MemorySnapshots {
  private left = 0;
  private end: () => void = () => undefined;

  /** At which read from here on; 0 for none. */
  cutAt(read: number, end: () => void): void {
    this.left = read;
    this.end = end;
  }

  override async open(place: SnapshotPlace): Shelved<OpenedSnapshot> {
    const opened = await super.open(place);
    return opened.ok ? ok({ ...opened.value, store: this.counted(opened.value.store) }) : opened;
  }

  private counted<T extends object>(of: T): T {
    return new Proxy(of, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value === 'object' && value !== null) return this.counted(value);
        return typeof value === 'function'
          ? (...given: unknown[]) => this.read(Reflect.apply(value, target, given))
          : value;
      },
    });
  }

  private read(value: unknown): unknown {
    if (!(value instanceof Promise)) return value;
    this.left -= 1;
    if (this.left !== 0) return value;
    this.end();
    return new Promise<never>(() => undefined);
  }
}

/** Two people, of whom Alice keeps snapshots. */
async function kept(shelfOf: (person: Person) => MemorySnapshots = (person) => new MemorySnapshots(() => person.disk)) {
  const { world, alice, bob } = await two();
  await alice.close();
  const shelf = shelfOf(alice);
  alice.snapshots = shelf;
  await alice.open();
  await world.pass(20_000);
  return { world, alice, bob, shelf };
}

async function deleteText(person: Person, other: string, text: string): Promise<void> {
  const found = (await person.messages(other)).find(({ body }) => body.kind === 'text' && body.text === text);
  if (found === undefined) throw new Error(`nobody said ${text}`);
  must(await person.workspace.deleteMessage(await person.spaceWith(other), found.id as EventId));
}

/** Every event a person's disk holds, and where each chain ends. */
function logOf(person: Person, account: AccountId) {
  const tables = person.disk.tables(account);
  const heads = [...tables.spaces.values()].flatMap(({ places }) =>
    [...places].map(([key, { seq }]) => [key, seq] as const),
  );
  return { events: new Set(tables.events.keys()), heads: new Map(heads) };
}

async function proofs(person: Person, of: AccountId) {
  return person.read(person.workspace.equivocations(of));
}

describe('going back to a snapshot', () => {
  it('SNP-10 SNP-12 what was deleted is back, what was said since stays, and the next word forks nothing', async () => {
    const { world, alice, bob } = await kept();
    await alice.say('Bob', 'one');
    await world.pass(1000);
    await bob.say('Alice', 'two');
    await world.pass(3000);
    const { id } = must(await alice.workspace.takeSnapshot());
    await deleteText(alice, 'Bob', 'two');
    await alice.say('Bob', 'three, since');
    await world.pass(1000);
    await bob.say('Alice', 'four, since');
    await world.pass(3000);
    expect(await alice.texts('Bob')).toEqual(['one', 'three, since', 'four, since']);
    expect(must(await alice.workspace.goBack(id))).toMatchObject({ messages: 1, contacts: 0 });
    const all = ['one', 'two', 'three, since', 'four, since'];
    expect(await alice.texts('Bob')).toEqual(all);
    await alice.say('Bob', 'and on');
    await world.pass(15_000);
    expect(await bob.texts('Alice')).toEqual([...all, 'and on']);
    const own = await alice.account();
    expect([await proofs(bob, own), await proofs(alice, own)]).toEqual([[], []]);
  });

  it('SNP-13 going back is undone by going back to the snapshot made before it', async () => {
    const { world, alice } = await kept();
    await alice.say('Bob', 'kept');
    await alice.say('Bob', 'deleted');
    await world.pass(3000);
    const { id } = must(await alice.workspace.takeSnapshot());
    await deleteText(alice, 'Bob', 'deleted');
    await world.pass(1000);
    must(await alice.workspace.goBack(id));
    expect(await alice.texts('Bob')).toEqual(['kept', 'deleted']);
    const before = must(await alice.workspace.snapshots()).find(({ reason }) => reason === 'before-return');
    await world.pass(1000);
    must(await alice.workspace.goBack(before?.id ?? ''));
    expect(await alice.texts('Bob')).toEqual(['kept']);
  });

  it('SNP-13 wherever the app ends in the midst of it, it is whole after the next start', async () => {
    const { world, alice, bob } = await kept((of) => new CutShelf(() => of.disk));
    const shelf = alice.snapshots;
    if (!(shelf instanceof CutShelf)) throw new Error('another shelf');
    const [own, person] = [await alice.account(), await bob.account()];
    await alice.say('Bob', 'kept');
    await alice.say('Bob', 'deleted');
    await bob.say('Alice', 'an answer');
    await world.pass(3000);
    const space = await alice.spaceWith('Bob');
    must(await alice.workspace.setRemark(person, 'Robert'));
    must(await alice.workspace.updateSettings({ zoom: 125 }));
    must(await alice.workspace.pinChats([space]));
    const { id } = must(await alice.workspace.takeSnapshot());
    /** How it is once it went back. */
    const shown = async () => ({
      contacts: (await alice.read(alice.workspace.contacts())).map(({ name }) => name),
      texts: await alice.texts('Bob').catch(() => null),
      zoom: (await alice.read(alice.workspace.settings())).zoom,
      pinned: (await alice.read(alice.workspace.conversation(space)))?.preferences.pinned,
    });
    const wanted = await shown();
    let isThrough = false;
    let cuts = 0;
    while (!isThrough) {
      await deleteText(alice, 'Bob', 'deleted');
      must(await alice.workspace.updateSettings({ zoom: 200 }));
      must(await alice.workspace.pinChats([]));
      must(await alice.workspace.deleteContact(person));
      await world.pass(3000);
      const ended = new Promise<boolean>((resolve) => {
        shelf.cutAt(cuts + 1, () => {
          void alice.kill();
          resolve(false);
        });
        void alice.workspace.goBack(id).then((back) => resolve(back.ok));
      });
      isThrough = await ended;
      const { values } = alice.disk.tables(own).records;
      if (!isThrough) {
        cuts += 1;
        expect(values.has('snapshot-return')).toBe(true);
        shelf.cutAt(0, () => undefined);
        await alice.open();
        await world.pass(10_000);
      }
      expect(values.has('snapshot-return')).toBe(false);
      expect(await shown(), `cut at ${cuts}`).toEqual(wanted);
    }
    expect(cuts).toBeGreaterThan(5);
  });

  it('SNP-11 a contact that was removed is back with the chat, and both go on in it without a fork', async () => {
    const { world, alice, bob } = await kept();
    await alice.say('Bob', 'before');
    await world.pass(1000);
    await bob.say('Alice', 'an answer');
    await world.pass(3000);
    must(await alice.workspace.setRemark(await bob.account(), 'Robert'));
    const { id } = must(await alice.workspace.takeSnapshot());
    must(await alice.workspace.deleteContact(await bob.account()));
    await bob.say('Alice', 'are you there?');
    await world.pass(10_000);
    expect(await alice.read(alice.workspace.contacts())).toEqual([]);
    expect(must(await alice.workspace.goBack(id))).toMatchObject({ contacts: 1 });
    expect(await alice.read(alice.workspace.contacts())).toMatchObject([{ name: 'Robert' }]);
    expect(await alice.texts('Bob')).toEqual(['before', 'an answer']);
    await world.pass(60_000);
    expect(await alice.texts('Bob')).toEqual(['before', 'an answer', 'are you there?']);
    await alice.say('Bob', 'here again');
    await world.pass(15_000);
    expect(await bob.texts('Alice')).toEqual(await alice.texts('Bob'));
    const own = await alice.account();
    expect([await proofs(bob, own), await proofs(alice, own)]).toEqual([[], []]);
    // The journal heard of it: a lost database brings the contact back, too.
    await alice.close();
    await alice.open();
    await world.pass(3000);
    expect(await alice.read(alice.workspace.contacts())).toMatchObject([{ name: 'Robert' }]);
  });

  it('SNP-11 whether the number of one who is back was checked is not what it was then', async () => {
    const { world, alice, bob } = await kept();
    const person = await bob.account();
    must(await alice.workspace.setVerified(person, true));
    const { id } = must(await alice.workspace.takeSnapshot());
    must(await alice.workspace.setVerified(person, false));
    must(await alice.workspace.deleteContact(person));
    await world.pass(3000);
    expect(must(await alice.workspace.goBack(id))).toMatchObject({ contacts: 1 });
    expect(await alice.read(alice.workspace.contacts())).toMatchObject([{ verifiedAt: null, blocked: false }]);
  });

  it('SNP-11 DEV-27 what a device of theirs said beyond where it was taken out is not shown for it', async () => {
    const { world, alice, bob } = await kept();
    const laptop = await linkDevice(bob, 104_729);
    await world.pass(5000);
    await laptop.say('Alice', 'seen by all');
    await world.pass(3000);
    await bob.close();
    await world.pass(20_000);
    await laptop.say('Alice', 'seen by Alice alone');
    await world.pass(3000);
    expect(await alice.texts('Bob')).toEqual(['seen by all', 'seen by Alice alone']);
    await laptop.close();
    const early = must(await alice.workspace.takeSnapshot());
    await alice.close();
    await bob.open();
    await world.pass(2000);
    const gone = (await bob.read(bob.workspace.devices())).find(({ isThis }) => !isThis);
    must(await bob.workspace.revokeDevice(gone?.device as DeviceId));
    await world.pass(2000);
    await alice.open();
    await world.pass(30_000);
    expect(await alice.texts('Bob')).toEqual(['seen by all']);
    const late = must(await alice.workspace.takeSnapshot());
    for (const { id } of [late, early]) {
      must(await alice.workspace.deleteContact(await bob.account()));
      await world.pass(10_000);
      expect(must(await alice.workspace.goBack(id))).toMatchObject({ contacts: 1 });
      expect(await alice.texts('Bob')).toEqual(['seen by all']);
      await world.pass(30_000);
      expect(await alice.texts('Bob')).toEqual(['seen by all']);
    }
    await alice.close();
    await alice.open();
    await world.pass(20_000);
    expect(await alice.texts('Bob')).toEqual(['seen by all']);
  });

  it('SNP-10 choices and settings are as they were; what others took back stays taken back', async () => {
    const { world, alice, bob } = await kept();
    const said = await bob.say('Alice', 'something rash');
    await world.pass(3000);
    const space = await alice.spaceWith('Bob');
    must(await alice.workspace.updateSettings({ readReceipts: false, zoom: 125 }));
    must(await alice.workspace.pinChats([space]));
    const { id } = must(await alice.workspace.takeSnapshot());
    must(await alice.workspace.updateSettings({ zoom: 200, blobBudget: 9_000_000_000 }));
    must(await alice.workspace.pinChats([]));
    must(await alice.workspace.choose(space, { archived: true }));
    must(await bob.workspace.recallMessage(await bob.spaceWith('Alice'), said as EventId));
    await world.pass(3000);
    const found = (await alice.messages('Bob'))[0];
    expect(found?.body.kind).toBe('recalled');
    expect(must(await alice.workspace.goBack(id))).toMatchObject({ chats: 1 });
    expect(await alice.read(alice.workspace.settings())).toMatchObject({
      ...{ zoom: 125, readReceipts: false },
      // What decides what may go stays: nothing is to go by going back.
      blobBudget: 9_000_000_000,
    });
    expect(await alice.read(alice.workspace.conversation(space))).toMatchObject({
      preferences: { pinned: 0, archived: false },
    });
    expect((await alice.messages('Bob'))[0]?.body.kind).toBe('recalled');
  });

  it('SNP-5 SNP-13 a damaged one, or no room for the one before it, leaves everything as it is', async () => {
    const { world, alice, shelf } = await kept();
    await alice.say('Bob', 'gone');
    await world.pass(3000);
    const { id } = must(await alice.workspace.takeSnapshot());
    await deleteText(alice, 'Bob', 'gone');
    shelf.isFull = true;
    expect(await alice.workspace.goBack(id)).toMatchObject({ error: { code: 'storage-full' } });
    expect(await alice.texts('Bob')).toEqual([]);
    shelf.isFull = false;
    shelf.damage(id);
    for (const refused of [await alice.workspace.goBack(id), await alice.workspace.checkSnapshot(id)])
      expect(refused).toMatchObject({ error: { code: 'snapshot-damaged' } });
    expect(await alice.texts('Bob')).toEqual([]);
    expect(must(await alice.workspace.snapshots()).map(({ reason }) => reason)).toEqual(['by-hand']);
  });

  it('SNP-10 what guards money and people stays as it is', async () => {
    const { world, alice, bob } = await kept();
    const person = await bob.account();
    const { id } = must(await alice.workspace.takeSnapshot());
    const { records, wallet } = alice.disk.tables(await alice.account());
    must(await alice.workspace.setBlocked(person, true));
    must(await alice.workspace.setVerified(person, true));
    records.values.set('wallet-pin-tries', { name: 'wallet-pin-tries', value: { wrong: 3, last: 1 } });
    records.values.set('spent', { name: 'spent', value: [1, 2] });
    await world.pass(1000);
    const before = structuredClone({ blocks: records.blocks, proofs: wallet.proofs, units: records.walletUnits });
    must(await alice.workspace.goBack(id));
    expect({ blocks: records.blocks, proofs: wallet.proofs, units: records.walletUnits }).toEqual(before);
    expect(records.values.get('wallet-pin-tries')?.value).toEqual({ wrong: 3, last: 1 });
    expect(records.values.get('spent')?.value).toEqual([1, 2]);
    const [contact] = await alice.read(alice.workspace.contacts());
    expect(contact).toMatchObject({ blocked: true });
    expect(contact?.verifiedAt).not.toBeNull();
  });

  it('SNP-3 one is made for the week by itself, and the next after seven days', async () => {
    const { world, alice, bob } = await kept();
    await world.pass(3 * 60_000);
    const weekly = async () =>
      must(await alice.workspace.snapshots()).filter(({ reason }) => reason === 'weekly').length;
    expect(await weekly()).toBe(1);
    for (const [days, count] of [
      [6, 1],
      [2, 2],
    ] as const) {
      await alice.close();
      await bob.close();
      await world.pass(days * 86_400_000);
      await alice.open();
      await world.pass(3 * 60_000);
      expect(await weekly()).toBe(count);
    }
  });
});

describe('SNP-10 whatever happens between', () => {
  type Step = 'alice' | 'bob' | 'delete' | 'back' | 'restart' | 'apart';
  interface Scene {
    readonly alice: Person;
    readonly bob: Person;
    readonly ids: readonly string[];
    readonly count: number;
  }
  const ACTS: Readonly<Record<Step, (scene: Scene) => Promise<void>>> = {
    alice: async ({ alice, count }) => void (await alice.say('Bob', `a${count}`)),
    bob: async ({ bob, count }) => void (await bob.say('Alice', `b${count}`)),
    delete: async ({ alice }) => {
      const last = (await alice.texts('Bob')).at(-1);
      if (last !== undefined) await deleteText(alice, 'Bob', last);
    },
    back: async ({ alice, ids, count }) => void must(await alice.workspace.goBack(ids[count % ids.length] ?? '')),
    restart: async ({ alice }) => {
      await alice.kill();
      await alice.open();
    },
    apart: () => Promise.resolve(),
  };
  const step = fc.constantFrom<Step>('alice', 'bob', 'delete', 'back', 'restart', 'apart');

  it('SNP-10 no chain goes back or forks, no event is lost, and both come to the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
        const { world, alice, bob } = await kept();
        const own = await alice.account();
        await alice.say('Bob', 'first');
        await world.pass(2000);
        const ids = [must(await alice.workspace.takeSnapshot()).id];
        let count = 0;
        for (const what of [...steps, 'back' as const, 'alice' as const]) {
          const before = logOf(alice, own);
          count += 1;
          await ACTS[what]({ alice, bob, ids, count });
          if (what !== 'apart') await world.pass(2000);
          const after = logOf(alice, own);
          for (const id of before.events) expect(after.events.has(id)).toBe(true);
          for (const [chain, seq] of before.heads) expect(after.heads.get(chain)).toBeGreaterThanOrEqual(seq);
        }
        await world.pass(30_000);
        expect([await proofs(bob, own), await proofs(alice, own)]).toEqual([[], []]);
        const [here, there] = [logOf(alice, own), logOf(bob, await bob.account())];
        const space = await alice.spaceWith('Bob');
        const shared = ({ heads }: typeof here) => new Map([...heads].filter(([key]) => key.startsWith(space)));
        expect(shared(here)).toEqual(shared(there));
        await alice.close();
        await bob.close();
      }),
      { numRuns: 12, seed: 51 },
    );
  });
});
