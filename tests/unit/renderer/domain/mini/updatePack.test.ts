import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { CleanUpdate } from '@domain/mini/cleanUpdate.ts';
import type { UpdatePack } from '@domain/mini/records.ts';
import { PackDraft, emptyPack, isWholePack } from '@domain/mini/updatePack.ts';
import { encodeUpdate, readUpdate, receivedJson } from '@domain/mini/updateText.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const place = { space: idOf<SpaceId>('chat'), instance: idOf<EventId>('card') };
const authors = ['Ann', 'Ben', 'Eve'].map((name) => idOf<AccountId>(name));

const update: fc.Arbitrary<CleanUpdate> = fc.record(
  {
    payload: fc.json(),
    info: fc.constantFrom('Ann moved', '"quoted"'),
    href: fc.constant('/a?b#c'),
    document: fc.constant('Lunch'),
    summary: fc.constant('2 votes'),
    notify: fc.constant({ '*': 'hear' }),
  },
  { requiredKeys: ['payload'] },
);
const entries = fc
  .array(fc.tuple(update, fc.nat(2), fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 20 })
  .map((said) => {
    let serial = 0;
    return said.map(([one, author, step]) => ({
      serial: (serial += step),
      author: authors[author] ?? idOf<AccountId>('nobody'),
      bytes: encodeUpdate(one),
    }));
  });
type Entries = typeof entries extends fc.Arbitrary<infer T> ? T : never;

function packOf(list: Entries, base: UpdatePack = emptyPack(place, 0)): UpdatePack {
  const draft = new PackDraft(base);
  for (const entry of list) expect(draft.add(entry)).toBe(true);
  return draft.pack();
}

describe('a pack of updates', () => {
  it('MIN-34 is text of what listeners get, in order, and tells whose each is', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const pack = packOf(list);
        const wanted = list.map(({ serial, bytes }) => {
          const read = readUpdate(bytes);
          if (read === null) throw new Error('no update');
          const { notify: _, payload, ...rest } = read;
          return { ...rest, payload: JSON.parse(payload) as unknown, serial };
        });
        expect(JSON.parse(pack.text)).toEqual(wanted);
        expect([...pack.senders].map((index) => pack.authors[index])).toEqual(list.map(({ author }) => author));
        expect(new Set(pack.authors).size).toBe(pack.authors.length);
        expect([pack.after, pack.last, isWholePack(pack)]).toEqual([0, list.at(-1)?.serial, true]);
      }),
    );
  });

  it('MIN-34 grown is the same as made at once', () => {
    fc.assert(
      fc.property(entries, fc.nat(20), (list, cut) => {
        const first = list.slice(0, cut);
        expect(packOf(list.slice(cut), packOf(first))).toEqual(packOf(list));
      }),
    );
  });

  it('MIN-34 a payload keeps every name it has, and says nothing beside itself', () => {
    const payload = '{"__proto__":{"a":1},"constructor":2,"serial":99}';
    const text = receivedJson({ payload }, 7);
    const read = JSON.parse(text) as { readonly payload: object; readonly serial: number };
    expect([JSON.stringify(read.payload), read.serial, Object.keys(read)]).toEqual([payload, 7, ['payload', 'serial']]);
    for (const trick of ['1},"serial":9,"x":{"y":1', '1,"serial":9', '1}]', ''])
      expect(readUpdate(new TextEncoder().encode(`{"payload":${trick}}`))?.payload).not.toBe(trick);
  });

  it('MIN-35 that is not what was kept is told by its checksum, whatever changed', () => {
    const change = fc.record({ at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) });
    fc.assert(
      fc.property(entries, change, fc.nat(4), (list, { at, by }, field) => {
        const pack = packOf(list);
        const index = at % pack.text.length;
        const letter = String.fromCharCode(pack.text.charCodeAt(index) ^ by);
        const harmed: UpdatePack[] = [
          { ...pack, text: pack.text.slice(0, index) + letter + pack.text.slice(index + 1) },
          { ...pack, text: pack.text.slice(0, index) },
          { ...pack, last: pack.last + by },
          { ...pack, senders: pack.senders.map((sender, where) => (where === 0 ? sender ^ by : sender)) },
          { ...pack, authors: [...pack.authors, idOf<AccountId>('another')] },
        ];
        expect(harmed.map(isWholePack)[field]).toBe(false);
      }),
    );
  });
});
