import { systemClock } from '@adapters/system/systemClock.ts';
import { describe, expect, it } from 'vitest';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { viewName } from '@services/groups/groupView.ts';
import { createDeliveryReads } from '@services/workspace/deliveryReads.ts';
import type { ConnectionStatus } from '@services/workspace/workspace.ts';
import { UNKNOWN_CONNECTION } from '@services/workspace/ephemeral.ts';
import { Chain, alice, bob, chat, idOf, newRow } from '../../../../support/shared/storeFixtures.ts';
import { follow, value } from '../../../../support/shared/storeScene.ts';

const carol = idOf<AccountId>('carol');
const group = idOf<SpaceId>('group');
const phone = idOf<DeviceId>('phone');
const tablet = idOf<DeviceId>('tablet');
const watch = idOf<DeviceId>('watch');

async function scene() {
  const store = new MemoryDocumentStore();
  value(await store.open(alice));
  const mine = new Chain(alice, 'laptop', chat);
  const connection = writableSnapshot<ConnectionStatus>(UNKNOWN_CONNECTION);
  const presence = writableSnapshot<ReadonlySet<AccountId>>(new Set());
  const self = { account: alice, device: mine.device };
  const reads = createDeliveryReads({ store, clock: systemClock, self, connection, presence });
  value(
    await store.contacts.put({
      account: bob,
      space: chat,
      card: new Uint8Array([1]),
      cardVersion: 1,
      devices: [phone, tablet],
      profile: { name: 'Bob', avatar: { kind: 'generated' } },
      state: 'accepted',
      blocked: false,
      remark: null,
      tags: [],
      verifiedAt: null,
      addedAt: 1,
      lastSeenAt: null,
      invite: null,
      request: null,
    }),
  );
  value(await store.conversations.put(newRow(chat, bob)));
  const holds = async (device: DeviceId, seq: number, space = chat) =>
    value(await store.acknowledge([{ space, device, chain: mine.device, seq }]));
  return { store, mine, reads, connection, presence, holds };
}

async function last<T>(query: Parameters<typeof follow<T>>[0]): Promise<T | undefined> {
  const live = follow(query);
  await live.settled((state) => state.status === 'ready');
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
  const state = live.last();
  live.dispose();
  return state?.status === 'ready' ? state.value : undefined;
}

describe('where words are', () => {
  it('CHT-17 a message is sent, then delivered, then read, as devices and marks say', async () => {
    const { store, mine, reads, holds } = await scene();
    const [first, second] = mine.many(2, (place) => ({ at: 100 + place, text: `t${place}` }));
    if (first === undefined || second === undefined) throw new Error('two');
    value(await store.admit([first, second], 'strict'));
    const details = () => last(reads.messageDetails(chat, { id: second.id, at: second.sortAt }));
    await expect
      .poll(details)
      .toMatchObject({ delivered: 0, read: 0, copies: 1, recipients: [{ devices: 2, held: 0 }] });
    await holds(phone, 0);
    await expect.poll(details).toMatchObject({ delivered: 0, copies: 1 });
    await holds(tablet, 1);
    await expect.poll(details).toMatchObject({
      ...{ delivered: 1, read: 0, copies: 2 },
      recipients: [{ name: 'Bob', held: 1, devices: 2, state: 'delivered' }],
    });
    value(await store.admit([new Chain(bob, 'phone', chat).next({ at: 200, read: 100 })], 'relaxed'));
    await expect.poll(details).toMatchObject({ read: 0 });
    value(await store.admit([new Chain(bob, 'tablet', chat).next({ at: 201, read: 101 })], 'relaxed'));
    await expect.poll(details).toMatchObject({ read: 1, recipients: [{ state: 'read' }] });
  });

  it('CHT-17 a read mark of who does not hold it is not believed, and words of others have no details', async () => {
    const { store, mine, reads } = await scene();
    const own = mine.next({ at: 100 });
    const theirs = new Chain(bob, 'phone', chat).next({ at: 150, text: 'theirs' });
    value(await store.admit([own], 'strict'));
    value(await store.admit([theirs], 'relaxed'));
    value(await store.admit([new Chain(bob, 'tablet', chat).next({ at: 200, read: 500 })], 'relaxed'));
    await expect
      .poll(() => last(reads.messageDetails(chat, { id: own.id, at: 100 })))
      .toMatchObject({ read: 0, delivered: 0 });
    await expect.poll(() => last(reads.messageDetails(chat, { id: theirs.id, at: 150 }))).toBeNull();
    await expect.poll(() => last(reads.messageDetails(chat, { id: 'none', at: 150 }))).toBeNull();
  });

  it('CHT-17 in a group each member counts for themselves, oneself not', async () => {
    const { store, reads, holds } = await scene();
    const members = [
      { account: alice, name: 'Alice', devices: [idOf<DeviceId>('laptop')] },
      { account: bob, name: 'Robert', devices: [phone] },
      { account: carol, name: 'Carol', devices: [watch] },
    ].map((member) => ({
      ...member,
      ...{ avatar: { kind: 'generated' }, role: 'member', addedAt: 1, addedBy: null },
    }));
    const rights = {
      post: true,
      invite: true,
      pin: true,
      change: true,
      setRoles: true,
      handOver: true,
      dissolve: true,
    };
    const view = {
      ...{ description: '', createdAt: 1, request: null, members, former: [], rights: { ...rights, remove: [] } },
      policy: { post: 'members', invite: 'members', pin: 'members', history: { kind: 'all' } },
      rules: { policies: [], ranks: [] },
    };
    value(await store.values.put({ name: viewName(group), value: view }));
    const own = new Chain(alice, 'laptop', group).next({ at: 100 });
    value(await store.admit([own], 'strict'));
    await holds(watch, 0, group);
    await expect
      .poll(() => last(reads.messageDetails(group, { id: own.id, at: 100 })))
      .toMatchObject({
        ...{ delivered: 1, copies: 2 },
        recipients: [
          { name: 'Carol', state: 'delivered' },
          { name: 'Robert', state: 'sent' },
        ],
      });
    await expect.poll(() => last(reads.outbox())).toMatchObject([{ id: own.id }]);
    // Said while one was out of the group: it waits for nobody, and is on its way to nobody.
    const unsent = [{ device: idOf<DeviceId>('laptop'), after: -1, before: null }];
    value(await store.values.put({ name: viewName(group), value: { ...view, unsent } }));
    await expect.poll(() => last(reads.outbox())).toEqual([]);
    await expect.poll(() => last(reads.messageDetails(group, { id: own.id, at: 100 }))).toBeNull();
  });

  it('CHT-18 up to date is said only of who is linked and was equal, and what waits is counted', async () => {
    const { store, mine, reads, connection, presence, holds } = await scene();
    value(
      await store.admit(
        mine.many(3, (place) => ({ at: 100 + place })),
        'strict',
      ),
    );
    await expect.poll(() => last(reads.peerSync(bob))).toMatchObject({ state: 'never', waiting: 3 });
    value(await store.contacts.update(bob, (contact) => (contact === null ? null : { ...contact, lastSeenAt: 7 })));
    connection.set({ ...connection.get(), upToDate: [bob] });
    await expect.poll(() => last(reads.peerSync(bob))).toMatchObject({ state: 'away', lastSeenAt: 7 });
    presence.set(new Set([bob]));
    connection.set({ ...connection.get(), upToDate: [] });
    await holds(phone, 1);
    await expect.poll(() => last(reads.peerSync(bob))).toMatchObject({ state: 'behind', waiting: 1 });
    await holds(phone, 2);
    connection.set({ ...connection.get(), upToDate: [bob] });
    await expect.poll(() => last(reads.peerSync(bob))).toMatchObject({ state: 'synced', waiting: 0 });
    await expect.poll(() => last(reads.peerSync(carol))).toBeNull();
  });

  it('CHT-19 the outbox holds what not everyone has, newest first, and nothing else', async () => {
    const { store, mine, reads, holds } = await scene();
    value(
      await store.admit(
        mine.many(3, (place) => ({ at: 100 + place, text: `t${place}` })),
        'strict',
      ),
    );
    value(await store.admit([new Chain(bob, 'phone', chat).next({ at: 150, text: 'theirs' })], 'relaxed'));
    await holds(phone, 0);
    await expect
      .poll(() => last(reads.outbox()))
      .toMatchObject([{ text: 't2', name: 'Bob', delivered: 0, recipients: 1 }, { text: 't1' }]);
    await holds(tablet, 2);
    await expect.poll(() => last(reads.outbox())).toEqual([]);
  });

  it('CHT-20 proofs against an account are shown with both signed events', async () => {
    const { store, reads } = await scene();
    const proof = {
      ...{ id: 'p', account: bob, device: phone, space: chat, seq: 4, seenAt: 9 },
      first: new Uint8Array([1, 2]),
      second: new Uint8Array([3]),
    };
    value(await store.proofs.put(proof));
    await expect
      .poll(() => last(reads.equivocations(bob)))
      .toEqual([{ account: bob, device: phone, space: chat, seq: 4, seenAt: 9, proof: 'AQI.Aw' }]);
    await expect.poll(() => last(reads.equivocations(carol))).toEqual([]);
  });
});
