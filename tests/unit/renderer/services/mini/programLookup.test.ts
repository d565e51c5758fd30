import { describe, expect, it } from 'vitest';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import type { ProgramRecord } from '@domain/mini/records.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import type { NamedValue } from '@ports/documentStore.ts';
import { KEPT_AHEAD, type LookupParts, ProgramLookup } from '@services/mini/programLookup.ts';
import { makeBlob } from '../../../../support/shared/blobFixtures.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const self = idOf<AccountId>('self');
const instance = idOf<EventId>('card');
const { id } = makeBlob(new Uint8Array([1]));
const manifest = {
  ...{ name: 'Poll', description: null, version: null, sourceCodeUrl: null, id: null },
  banyan: null as { permissions: []; net: [] } | null,
};

function recordOf(label: string | null): ProgramRecord {
  const card = {
    package: id,
    size: 1,
    name: 'Poll',
    icon: null,
    version: null,
    id: null,
    permissions: [],
    net: [],
    key: null,
  };
  const kept = { package: null, lastOpened: null, favourite: false, removed: false, grants: [] };
  return { instance, space: idOf<SpaceId>('space'), card, author: self, own: true, at: 1, label, ...kept };
}

/** A device that has one card, and a host that may have its package or not. */
function scene(label: string | null = 'b'.repeat(26)) {
  const state = { record: recordOf(label), isHere: true, reads: 0, settings: null as NamedValue | null, manifest };
  const clock = new FakeClock();
  const get = () => {
    state.reads += 1;
    return Promise.resolve(ok(state.record));
  };
  const labels: unknown[] = [];
  const changeProgram = (_: EventId, { label: made }: { readonly label?: string | null }) => {
    labels.push(made);
    // As the engine does: the first stays.
    state.record = { ...state.record, label: state.record.label ?? made ?? null };
    return Promise.resolve(ok());
  };
  const call = () =>
    Promise.resolve(
      state.isHere ? ok({ facts: { manifest: state.manifest, signature: null } }) : fail('blob-absent', 'on its way'),
    );
  // Of store and host it uses one call each.
  const parts = {
    self,
    store: { programs: { get }, values: { get: () => Promise.resolve(ok(state.settings)) } },
    acts: { changeProgram },
    host: { call },
    verify: () => Promise.resolve(false),
    people: { ownProfile: () => Promise.resolve({ name: 'Ann', picture: null }) },
    clock,
    random: new SeededRandom(1),
  } as unknown as LookupParts;
  return { state, labels, clock, lookup: new ProgramLookup(parts) };
}

describe('a program that may be opened soon', () => {
  it('PRG-11 is looked at once, and again after it was opened', async () => {
    const { state, lookup } = scene();
    lookup.prepare(instance);
    lookup.prepare(instance);
    const found = await lookup.take(instance);
    expect(found.ok && found.value).toMatchObject({ open: { label: 'b'.repeat(26), name: 'Poll' } });
    expect(state.reads).toBe(1);
    lookup.prepare(instance);
    await lookup.take(instance);
    expect(state.reads).toBe(2);
  });

  it.each([
    ['ar', { language: 'ar' }],
    ['system', {}],
  ])(
    'MPH-46 a program that asks for the extension is told the language chosen for the app: %s',
    async (locale, told) => {
      const { state, lookup } = scene();
      state.settings = { name: 'settings', value: { locale } };
      const plain = await lookup.take(instance);
      expect(plain.ok && plain.value.open.self.banyan).toBeNull();
      state.manifest = { ...manifest, banyan: { permissions: [], net: [] } };
      const found = await lookup.take(instance);
      expect(found.ok && found.value.open.self.banyan).toEqual({ permissions: [], net: [], ...told });
    },
  );

  it('PRG-11 gets a label of its own where it was never opened', async () => {
    const { labels, lookup } = scene(null);
    lookup.prepare(instance);
    const found = await lookup.take(instance);
    expect(found.ok && found.value.open.label).toMatch(/^[a-z2-7]{26}$/);
    expect(found.ok && (await found.value.kept).ok).toBe(true);
    expect(labels).toEqual([found.ok && found.value.open.label]);
  });

  it('PRG-3 PRG-11 is opened by one label, whoever looks at it at once', async () => {
    const { state, labels, lookup } = scene(null);
    lookup.prepare(instance);
    const first = lookup.take(instance);
    lookup.prepare(instance);
    const second = lookup.take(instance);
    const kept = await Promise.all(
      [first, second].map(async (looking) => {
        const found = await looking;
        return found.ok ? found.value.kept : found;
      }),
    );
    expect(labels).toHaveLength(2);
    expect(kept.map((one) => one.ok && 'label' in one.value && one.value.label)).toEqual([
      state.record.label,
      state.record.label,
    ]);
  });

  it('PRG-11 is looked at anew when it was missing, changed, or some seconds went by', async () => {
    const { state, clock, lookup } = scene();
    state.isHere = false;
    lookup.prepare(instance);
    await new Promise((resolve) => setTimeout(resolve));
    state.isHere = true;
    expect((await lookup.take(instance)).ok).toBe(true);
    lookup.prepare(instance);
    state.record = recordOf('c'.repeat(26));
    lookup.forget(instance);
    const changed = await lookup.take(instance);
    expect(changed.ok && changed.value.open.label).toBe('c'.repeat(26));
    const { reads } = state;
    lookup.prepare(instance);
    await clock.advance(KEPT_AHEAD);
    await lookup.take(instance);
    expect(state.reads).toBe(reads + 2);
  });
});
