import { beforeEach, describe, expect, it } from 'vitest';
import { type MemoryHost, createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { compactJournal } from '@services/journal/compactJournal.ts';
import { EventJournal, type JournalEntry } from '@services/journal/eventJournal.ts';
import { reconcileBlocks } from '@services/journal/reconcileBlocks.ts';
import { markAgreement, standingOf } from '@services/journal/standing.ts';
import { type TestDevice, codeOf, makeDevice, must, signEvent } from '../../domain/support/devices.ts';
import { makeReplica } from '../support/replica.ts';

let alice: TestDevice;
let bob: TestDevice;

beforeEach(async () => {
  [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
});

async function makeSide() {
  const host: MemoryHost = createMemoryHost();
  const { store } = await makeReplica(alice, bob);
  return { host, store, journal: new EventJournal(host, alice.certificate.account) };
}

async function entriesOf(journal: EventJournal): Promise<readonly JournalEntry[]> {
  const all: JournalEntry[] = [];
  must(await journal.readAll(async (entries) => void all.push(...entries)));
  return all;
}

const removed = (space: string): JournalEntry => ({ t: 'group-removed', space });
const blocked = (account: string, at: number): JournalEntry => ({ t: 'blocked', account, at });

describe('compacting the journal', () => {
  it('JNL-11 keeps the last word on each, and what it cannot read', async () => {
    const { host, store, journal } = await makeSide();
    const { account } = alice.certificate;
    await journal.append([blocked('one', 1), blocked('two', 2), removed('one'), blocked('one', 3)]);
    must(await host.call('journal.append', { account, entries: [Uint8Array.of(255)] }));
    await journal.append([
      { t: 'unblocked', account: 'one' },
      removed('one'),
      { t: 'contact-removed', account: 'one' },
    ]);
    expect(must(await compactJournal({ store, journal }, 0))).toBeGreaterThan(0);
    expect(await entriesOf(journal)).toEqual([
      blocked('two', 2),
      { t: 'unblocked', account: 'one' },
      removed('one'),
      { t: 'contact-removed', account: 'one' },
    ]);
    const raw = must(await host.call('journal.read', { account, from: 0, limit: 100 }));
    expect(raw.numbers).toEqual([1, 4, 5, 6, 7]);
    expect(must(await journal.count()).count).toBe(8);
  });

  it('JNL-11 keeps the first entry of an event, and proofs', async () => {
    const replica = await makeReplica(alice, bob);
    const { store, journal } = replica;
    const { space } = replica;
    const at = replica.clock.now();
    const event = await signEvent(alice, {
      space,
      kind: 'chat.message',
      at,
      seq: 0,
      prev: null,
      body: { text: 'hello' },
    });
    await journal.append([0, 1, 2].map(() => ({ t: 'event', payload: event.payload }) as const));
    const proof = { t: 'proof', first: event.payload, second: event.payload } as const;
    await journal.append([proof]);
    expect(must(await compactJournal({ store, journal }, 0))).toBeGreaterThan(0);
    expect(await entriesOf(journal)).toEqual([{ t: 'event', payload: event.payload }, proof]);
  });

  it('JNL-11 leaves a small journal, one with little to gain, and one it looked at, as they are', async () => {
    const { host, store, journal } = await makeSide();
    await journal.append([blocked('one', 1), blocked('one', 2)]);
    expect(must(await compactJournal({ store, journal }))).toBe(0);
    await journal.append(['a', 'b', 'c', 'd', 'e', 'f'].map(removed));
    expect(must(await compactJournal({ store, journal }, 0))).toBe(0);
    host.setFailure('journal.read', 'internal');
    expect(must(await compactJournal({ store, journal }, 0))).toBe(0);
    await journal.append([removed('a')]);
    expect(codeOf(await compactJournal({ store, journal }, 0))).toBe('internal');
  });

  it('JNL-11 goes through a journal whose host compacts a part at a call, and hands on a failure', async () => {
    const { host, store, journal } = await makeSide();
    await journal.append(Array.from({ length: 30 }, (_, at) => blocked('one', at)));
    const asked: (readonly number[])[] = [];
    const sliced: typeof host = {
      ...host,
      call: (method, input) => {
        if (method !== 'journal.compact' || !('drop' in input)) return host.call(method, input);
        asked.push(input.drop);
        const part = input.drop.slice(0, 10);
        const rest = input.drop[10];
        return host.call(method, { ...input, drop: part }).then((answer) => {
          return answer.ok ? { ...answer, value: { ...answer.value, next: rest ?? null } } : answer;
        });
      },
    };
    const slow = new EventJournal(sliced, alice.certificate.account);
    expect(must(await compactJournal({ store, journal: slow }, 0))).toBeGreaterThan(0);
    expect(asked.map((drop) => drop.length)).toEqual([29, 19, 9]);
    expect(await entriesOf(journal)).toEqual([blocked('one', 29)]);
    await journal.append([blocked('one', 30), blocked('one', 31), blocked('one', 32)]);
    host.setFailure('journal.compact', 'storage-full');
    await journal.append(Array.from({ length: 30 }, (_, at) => blocked('two', at)));
    expect(codeOf(await compactJournal({ store, journal }, 0))).toBe('storage-full');
  });
});

describe('blocks of people who are no contacts', () => {
  it('JNL-10 come back into a lost database, but for those let in again', async () => {
    const { store, journal } = await makeSide();
    const [one, two] = [alice.certificate.account, bob.certificate.account];
    await journal.append([blocked(one, 1), blocked(two, 2), { t: 'unblocked', account: one }]);
    must(await reconcileBlocks({ store, journal }));
    expect(must(await store.blocks.all())).toEqual([{ account: two, at: 2 }]);
  });

  it('JNL-10 reach a journal that has not heard of them, once', async () => {
    const { store, journal } = await makeSide();
    must(await store.blocks.put({ account: bob.certificate.account, at: 7 }));
    for (let times = 0; times < 2; times += 1) must(await reconcileBlocks({ store, journal }));
    expect(await entriesOf(journal)).toEqual([blocked(bob.certificate.account, 7)]);
  });
});

describe('how journal and database stand', () => {
  it('JNL-12 sees a journal that is an older copy, or damaged since', async () => {
    const { host, store, journal } = await makeSide();
    await journal.append([removed('a'), removed('b')]);
    await markAgreement({ store, journal });
    expect(must(await standingOf({ store, journal }))).toEqual({ entries: 2, isAgreed: true, isHurt: false });
    const older = new EventJournal(createMemoryHost(), alice.certificate.account);
    expect(must(await standingOf({ store, journal: older }))).toEqual({ entries: 0, isAgreed: false, isHurt: true });
    const damaged = new EventJournal(damagedHost(host), alice.certificate.account);
    expect(must(await standingOf({ store, journal: damaged }))).toMatchObject({ isAgreed: false, isHurt: true });
    await markAgreement({ store, journal: damaged });
    expect(must(await standingOf({ store, journal: damaged }))).toMatchObject({ isAgreed: true, isHurt: false });
  });
});

function damagedHost(host: MemoryHost): MemoryHost {
  return {
    ...host,
    call: async (method, input) => {
      const answer = await host.call(method, input);
      if (answer.ok && 'damaged' in answer.value) return { ...answer, value: { ...answer.value, damaged: 5 } };
      return answer;
    },
  };
}
