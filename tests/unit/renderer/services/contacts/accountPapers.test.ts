import { describe, expect, it } from 'vitest';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import { AccountPapers } from '@services/contacts/accountPapers.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { must } from '../../domain/support/devices.ts';
import { firstDevice, junkBy, linkedBy, takeOut } from '../../domain/device/support.ts';

async function open(disk: MemoryDisk) {
  const first = await firstDevice();
  const { account } = first.certificate;
  const store = new MemoryDocumentStore({ disk });
  must(await store.open(account));
  const papers = new AccountPapers({
    store,
    journal: new EventJournal(createMemoryHost({ signaling: [] }), account),
    verify,
  });
  must(await papers.load());
  const standing = () => {
    const { devices, revoked } = papers.familyOf(account);
    return [...devices.keys()].filter((device) => !revoked.has(device)).length;
  };
  return { first, account, papers, standing };
}

describe('papers of accounts', () => {
  it('DEV-6 a card that leaves a device out takes none away, and what several said is there after a restart', async () => {
    const disk = new MemoryDisk();
    const { first, account, papers, standing } = await open(disk);
    const laptop = await linkedBy(first, 11);
    expect(
      await papers.learn(account, { certificates: [first.certificate, laptop.certificate], revocations: [] }),
    ).toBe(true);
    expect(await papers.learn(account, { certificates: [first.certificate], revocations: [] })).toBe(false);
    expect(standing()).toBe(2);
    const again = await open(disk);
    expect(again.standing()).toBe(2);
    await again.papers.learn(account, { certificates: [], revocations: [await takeOut(laptop, first)] });
    expect(again.standing()).toBe(1);
    expect((await open(disk)).standing()).toBe(1);
  });

  it('DEV-6 papers of another account are not taken', async () => {
    const { account, papers, standing } = await open(new MemoryDisk());
    const stranger = await firstDevice(77);
    expect(await papers.learn(account, { certificates: [stranger.certificate], revocations: [] })).toBe(false);
    expect(standing()).toBe(0);
  });

  it('DEV-29 a thief who filled the room keeps no word of the root from counting, also after a restart', async () => {
    const disk = new MemoryDisk();
    const { first, account, papers, standing } = await open(disk);
    const thief = await linkedBy(first, 11);
    const junk = await junkBy(thief, 70);
    await papers.learn(account, { certificates: [first.certificate, thief.certificate], revocations: junk });
    expect(await papers.learn(account, { certificates: [], revocations: junk })).toBe(false);
    expect(standing()).toBe(2);
    expect(
      await papers.learn(account, { certificates: [], revocations: [await takeOut(thief, { root: first })] }),
    ).toBe(true);
    expect(standing()).toBe(1);
    const again = await open(disk);
    expect(again.standing()).toBe(1);
    expect(await again.papers.learn(account, { certificates: [], revocations: junk })).toBe(false);
  });
});
