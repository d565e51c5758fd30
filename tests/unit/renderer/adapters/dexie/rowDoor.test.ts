import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { programEntrySchema } from '@domain/mini/records.ts';
import { RowDoor } from '@adapters/dexie/rowDoor.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import * as v from 'valibot';

const entry = {
  space: idOf<SpaceId>('space'),
  instance: idOf<EventId>('card'),
  document: '',
  serial: 1,
  author: idOf<AccountId>('self'),
  bytes: new Uint8Array([1]),
};

describe('rows of what was said in programs', () => {
  it('STO-34 checked by hand they are what the schema takes, whatever became of them', () => {
    const odd = fc.oneof(fc.anything(), fc.constantFrom(entry.space, entry.bytes, 2, -1, 1.5, '', 'x'.repeat(43)));
    const names = fc.constantFrom(...Object.keys(entry), 'more');
    fc.assert(
      fc.property(names, odd, fc.boolean(), (name, value, isGone) => {
        const { [name]: _, ...rest } = entry as Record<string, unknown>;
        const row: Record<string, unknown> = isGone ? rest : { ...rest, [name]: value };
        const reported: string[] = [];
        const taken = new RowDoor(({ table }) => reported.push(table)).programEntries([row]);
        expect(taken.length).toBe(v.is(programEntrySchema, row) ? 1 : 0);
        expect(taken.length + reported.length).toBe(1);
      }),
    );
    expect(new RowDoor(() => undefined).programEntries([entry, null, entry])).toEqual([entry, entry]);
  });
});
