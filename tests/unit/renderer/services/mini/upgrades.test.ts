import { describe, expect, it } from 'vitest';
import type { PackageFacts } from '@shared/mini/package.ts';
import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import type { ProgramRecord } from '@domain/mini/records.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { findUpgrades } from '@services/mini/upgrades.ts';
import { makeBlob } from '../../../../support/shared/blobFixtures.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const self = idOf<AccountId>('self');
const instance = idOf<EventId>('card of 1.2');

interface Version {
  readonly version: string | null;
  readonly id?: string;
  readonly permissions?: PackageFacts['manifest']['banyan'];
  /** Who signed it; nobody where it is left out. */
  readonly key?: string;
}

/** A host that has packages, and a device that knows each of them by a card, the later the later in the list. */
async function scene(versions: Readonly<Record<string, Version>>) {
  const host = createMemoryHost();
  const programs: ProgramRecord[] = [];
  const named = new Map<BlobId, string>();
  for (const [name, { version, id = 'test.keeper', permissions, key }] of Object.entries(versions)) {
    const blob = makeBlob(new TextEncoder().encode(name));
    await host.call('blob.begin', { account: self, id: blob.id, ...blob.outline });
    for (const [index, bytes] of blob.chunks.entries())
      await host.call('blob.write', { account: self, id: blob.id, index, bytes });
    const banyan = permissions ?? { permissions: [], net: [] };
    const manifest = { name: 'Keeper', description: null, version, sourceCodeUrl: null, id, banyan };
    const signature = key === undefined ? null : { key, isValid: true, account: null };
    const counts = { size: 1, unpacked: 1, entries: 1, contents: 'A'.repeat(43) };
    host.programs.know({ package: blob.id, ...counts, manifest, icon: null, signature });
    named.set(blob.id, name);
    programs.push(recordOf(blob.id, { name, version, id, at: programs.length }));
  }
  return {
    upgrades: async (running = 'card of 1.2') => {
      const here = programs.map((program) =>
        program.instance === instance ? { ...program, package: idIn(named, running) } : program,
      );
      const found = await findUpgrades({ host, self, verify: verifySignature }, instance, { programs: here, list: [] });
      return found.map((one) => ({ ...one, package: named.get(one.package) }));
    },
  };
}

function idIn(named: ReadonlyMap<BlobId, string>, wanted: string): BlobId | null {
  return [...named].find(([, name]) => name === wanted)?.[0] ?? null;
}

function recordOf(
  id: BlobId,
  card: { readonly name: string; readonly version: string | null; readonly id: string; readonly at: number },
): ProgramRecord {
  const { name, version, at } = card;
  const here = { label: null, package: null, lastOpened: null, favourite: false, removed: false, grants: [] };
  const claims = { package: id, size: 1, name, icon: null, version, id: card.id, permissions: [], net: [], key: null };
  const place = { instance: idOf<EventId>(name), space: idOf<SpaceId>('chat') };
  return { ...place, card: claims, author: self, own: true, at, ...here };
}

describe('newer versions', () => {
  it('MIN-16 only what is newer is offered, the newest first, and never another program', async () => {
    const { upgrades } = await scene({
      'card of 1.2': { version: '1.2' },
      older: { version: '1.1' },
      newer: { version: '1.3' },
      newest: { version: '1.10' },
      other: { version: '9', id: 'test.other' },
    });
    expect((await upgrades()).map((one) => one.package)).toEqual(['newest', 'newer']);
    expect((await upgrades('newer')).map((one) => one.package)).toEqual(['newest']);
    expect(await upgrades('newest')).toEqual([]);
  });

  it('MIN-16 where numbers do not tell, what came later is newer', async () => {
    const { upgrades } = await scene({
      first: { version: null },
      'card of 1.2': { version: 'summer' },
      later: { version: null },
    });
    expect((await upgrades()).map((one) => one.package)).toEqual(['later']);
    expect(await upgrades('later')).toEqual([]);
  });

  it('MIN-21 a newer one is of the same author where the same key signed both, and nowhere else', async () => {
    const [ours, theirs] = ['K'.repeat(43), 'L'.repeat(43)];
    const { upgrades } = await scene({
      'card of 1.2': { version: '1', key: ours },
      same: { version: '4', key: ours },
      other: { version: '3', key: theirs },
      none: { version: '2' },
    });
    expect((await upgrades()).map((one) => one.sameAuthor)).toEqual([true, false, false]);
    expect((await upgrades('none')).map((one) => one.sameAuthor)).toEqual([false, false]);
  });

  it('MIN-16 a stranger’s does not stand before the author’s own, whatever it calls itself', async () => {
    const [ours, theirs] = ['K'.repeat(43), 'L'.repeat(43)];
    const { upgrades } = await scene({
      'card of 1.2': { version: '1', key: ours },
      next: { version: '2', key: ours },
      newest: { version: '3', key: ours },
      stranger: { version: '9999', key: theirs },
    });
    expect((await upgrades()).map((one) => one.package)).toEqual(['newest', 'next', 'stranger']);
  });

  it('MIN-14 what a newer one asks for beyond the present one is named', async () => {
    const { upgrades } = await scene({
      'card of 1.2': { version: '1', permissions: { permissions: ['profile'], net: [] } },
      newer: { version: '2', permissions: { permissions: ['profile', 'net'], net: ['example.org'] } },
    });
    expect(await upgrades()).toMatchObject([{ version: '2', added: ['net'], addedHosts: ['example.org'] }]);
  });
});
