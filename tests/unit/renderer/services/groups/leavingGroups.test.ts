import { describe, expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { LeavingGroups, isUntold } from '@services/groups/leavingGroups.ts';
import type { DeviceId } from '@shared/ids.ts';
import { fail } from '@shared/result.ts';
import { Branch, account, device, founding } from '../../domain/group/support/story.ts';
import { must } from '../../domain/support/devices.ts';
import { knownGroup } from './support/knownGroup.ts';

const bob = account('bob');

async function openStore(): Promise<MemoryDocumentStore> {
  const store = new MemoryDocumentStore();
  must(await store.open(bob));
  return store;
}

/** A store that keeps values and can say nothing of chains. */
async function brokenStore() {
  const { values } = await openStore();
  const broken = () => Promise.resolve(fail('storage-failed', 'the disk is away'));
  return { values, acknowledgements: broken, chainHeads: broken };
}

function left() {
  const branch = Branch.founded(['bob', 'carol']);
  branch.leave('bob');
  return knownGroup(branch, 'left');
}

describe('telling of a group that was left', () => {
  it('GRS-19 is not given up while the store cannot say who heard', async () => {
    const store = await brokenStore();
    const leaving = new LeavingGroups(store);
    expect(await leaving.hold(left(), bob)).toBe(true);
    expect([...leaving.all.keys()]).toEqual([founding.talk]);
    expect(await new LeavingGroups(store).load()).toMatchObject([{ space: founding.talk }]);
  });

  it('GRS-19 waits for own words while the store cannot say who heard them', async () => {
    const leaving = new LeavingGroups(await brokenStore());
    expect(await leaving.look(left(), { account: bob, device: device('bob') })).toBe(true);
    expect(leaving.isSilent(founding.talk)).toBe(true);
  });

  it('GRS-19 is not of one that was deleted and lets us in again', async () => {
    const leaving = new LeavingGroups(await openStore());
    leaving.holdAgain(knownGroup(Branch.founded(['bob', 'carol']), 'active'));
    expect([leaving.all.size, leaving.isBusy]).toEqual([0, false]);
    leaving.holdAgain(left());
    expect([...leaving.all.keys()]).toEqual([founding.talk]);
  });

  it('GRS-19 is about the last leaving in history, whatever order the acts came in', async () => {
    const store = await openStore();
    const branch = Branch.founded(['bob', 'carol']);
    const before = branch.leave('bob');
    branch.add('alice', 'bob');
    const last = branch.leave('bob/2');
    const group = knownGroup(new Branch(branch.acts.toReversed()), 'left');
    const heard = (chain: DeviceId, seq: number) =>
      store.acknowledge([{ space: founding.roster, device: device('carol'), chain, seq }]);
    must(await heard(before.device, before.seq));
    expect(await isUntold(store, group, bob)).toBe(true);
    must(await heard(last.device, last.seq));
    expect(await isUntold(store, group, bob)).toBe(false);
  });
});
