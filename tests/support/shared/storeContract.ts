/**
 * What every DocumentStore must do. An adapter runs it with a harness that makes stores over one disk.
 * Uses nothing of Vitest but describe, it, expect and the hooks, so that it can run in a browser, too.
 */
import { afterEach, beforeEach, describe } from 'vitest';
import type { DocumentStore } from '@ports/documentStore.ts';
import { describeConversations } from './storeContractConversations.ts';
import { describeFaults } from './storeContractFaults.ts';
import { describeFeed } from './storeContractFeed.ts';
import { describeKeeping } from './storeContractKeeping.ts';
import { describeLive } from './storeContractLive.ts';
import { describeMints } from './storeContractMints.ts';
import { describePacking } from './storeContractPacking.ts';
import { describePrograms } from './storeContractPrograms.ts';
import { describeMarks } from './storeContractMarks.ts';
import { describeNotes } from './storeContractNotes.ts';
import { describeUpdatePacks } from './storeContractUpdatePacks.ts';
import { describeWallet } from './storeContractWallet.ts';
import { alice } from './storeFixtures.ts';
import { type StoreHarness, type StoreScene, value } from './storeScene.ts';

/** Runs the suite. */
export function describeStoreContract(name: string, makeHarness: () => StoreHarness): void {
  describe(`DocumentStore: ${name}`, () => {
    const scene = useScene(makeHarness);
    describeKeeping(scene);
    describeConversations(scene);
    describeMarks(scene);
    describeNotes(scene);
    describePrograms(scene);
    describeUpdatePacks(scene);
    describeWallet(scene);
    describeMints(scene);
    describeFeed(scene);
    describePacking(scene);
    describeLive(scene);
    describeFaults(scene);
  });
}

function useScene(makeHarness: () => StoreHarness): StoreScene {
  let harness = makeHarness();
  let opened: DocumentStore[] = [];
  const open = async (): Promise<DocumentStore> => {
    const store = harness.make();
    value(await store.open(alice));
    opened.push(store);
    return store;
  };
  beforeEach(async () => {
    harness = makeHarness();
    opened = [];
    await open();
  });
  afterEach(async () => {
    for (const store of opened) store.close();
    await harness.dispose();
  });
  const first = (): DocumentStore => {
    const [store] = opened;
    if (store === undefined) throw new Error('no store is open');
    return store;
  };
  return {
    harness: () => harness,
    store: first,
    secondWindow: open,
    reopen: async () => {
      first().close();
      opened = [];
      return open();
    },
  };
}
