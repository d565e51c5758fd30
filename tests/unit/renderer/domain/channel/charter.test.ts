import { describe, expect, it } from 'vitest';
import {
  type Charter,
  MAX_CHARTER_BYTES,
  MAX_PEN_NAME,
  MOST_PENS,
  compareCharters,
  extendCharter,
  isFrozenBy,
  packCharter,
  unpackCharter,
  verifyCharter,
} from '@domain/channel/charter.ts';
import { decodeCanonical, encodeCanonical } from '@domain/codec/canonical.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import type { SpaceId } from '@shared/ids.ts';
import { founded, keys, must, penOf, verify } from './support.ts';

const ANYWHERE = 'A'.repeat(43) as SpaceId;
const read = (charter: Charter, known: Charter | null = null) =>
  verifyCharter(packCharter(charter), charter.space, { verify, known });

describe('who writes a channel', () => {
  it('CHN-2 a charter comes back as it was, each statement signed by the key the one before names', async () => {
    const { charter, root, owner } = await founded();
    const editor = await keys();
    const longer = must(
      await extendCharter(charter, { pens: [...charter.last.pens, penOf(editor, 'editor', 'Nia')], at: 2 }, root.sign),
    );
    const back = must(await read(longer));
    expect(packCharter(back)).toEqual(packCharter(longer));
    expect([...back.pens].map(([pen, { role, name, since }]) => [pen, role, name, since])).toEqual([
      [deviceOfKey(owner.key), 'owner', '', 1],
      [deviceOfKey(editor.key), 'editor', 'Nia', 2],
    ]);
    expect(packCharter(must(await read(longer, charter)))).toEqual(packCharter(longer));
    expect(packCharter(must(unpackCharter(packCharter(longer))))).toEqual(packCharter(longer));
  });

  it('CHN-2 refuses what somebody else signed, what is changed, and what is of another channel', async () => {
    const { charter } = await founded();
    const thief = await keys();
    const forged = must(
      await extendCharter(charter, { pens: [...charter.last.pens, penOf(thief, 'editor')], at: 2 }, thief.sign),
    );
    expect(await read(forged)).toMatchObject({ error: { code: 'charter-forged' } });
    expect(await read(forged, charter)).toMatchObject({ error: { code: 'charter-forged' } });
    const elsewhere = await verifyCharter(packCharter(charter), ANYWHERE, { verify, known: null });
    expect(elsewhere).toMatchObject({ error: { code: 'charter-foreign' } });
    for (const bytes of [new Uint8Array(), Uint8Array.of(0xa0), packCharter(charter).slice(0, -1)])
      expect(unpackCharter(bytes)).toMatchObject({ error: { code: 'charter-malformed' } });
    const packed = decodeCanonical(packCharter(charter));
    if (!packed.ok) throw new Error('a charter is canonical');
    const more = encodeCanonical({ ...(packed.value as object), more: 1 });
    expect(unpackCharter(more).ok).toBe(false);
    expect(unpackCharter(new Uint8Array(MAX_CHARTER_BYTES + 1)).ok).toBe(false);
  });

  it('CHN-3 a channel has one owner, and names nobody twice', async () => {
    const { charter, root } = await founded();
    const other = await keys();
    const [first] = charter.last.pens;
    if (first === undefined) throw new Error('an owner');
    const ended = { pen: first.pen, seq: -1, id: null };
    for (const change of [
      { pens: [...charter.last.pens, penOf(other, 'owner')] },
      { pens: [{ ...first, role: 'editor' as const }] },
      { pens: [...charter.last.pens, first] },
      { ended: [ended] },
    ])
      expect((await extendCharter(charter, { ...change, at: 2 }, root.sign)).ok).toBe(false);
  });

  it('CHN-4 who wrote is known for ever: an end does not move, a writer becomes no editor, nobody is dropped', async () => {
    const { charter, root } = await founded();
    const [writer, editor] = [await keys(), await keys()];
    const pens = [...charter.last.pens, penOf(writer, 'writer'), penOf(editor, 'editor')];
    const with2 = must(await extendCharter(charter, { pens, at: 2 }, root.sign));
    const end = { pen: editor.key, seq: 4, id: new Uint8Array(32).fill(7) };
    const without = pens.slice(0, 2);
    const later = must(await extendCharter(with2, { pens: without, ended: [end], at: 3 }, root.sign));
    expect(later.ends.get(deviceOfKey(editor.key))).toMatchObject({ seq: 4 });
    for (const change of [
      { pens: without, ended: [] },
      { pens: without, ended: [{ ...end, seq: 9 }] },
      { pens: without, ended: [{ ...end, id: null }] },
      { pens, ended: [] },
      { pens: [...charter.last.pens, penOf(writer, 'editor')], ended: [end] },
      { pens: [...charter.last.pens, { ...penOf(writer, 'writer'), agree: editor.agree }], ended: [end] },
    ])
      expect((await extendCharter(later, { ...change, at: 4 }, root.sign)).ok).toBe(false);
  });

  it('CHN-5 handed over, the new owner decides and the old one does not', async () => {
    const { charter, root, owner } = await founded();
    const next = await keys();
    const pens = [penOf(owner, 'editor'), penOf(next, 'owner')];
    const handed = must(await extendCharter(charter, { root: next.key, pens, at: 2 }, root.sign));
    const thief = await keys();
    expect((await extendCharter(charter, { root: thief.key, at: 2 }, root.sign)).ok).toBe(false);
    const byNew = must(await extendCharter(handed, { inbox: next.agree, at: 3 }, next.sign));
    const byOld = must(await extendCharter(handed, { inbox: owner.agree, at: 3 }, root.sign));
    expect((await read(byNew)).ok).toBe(true);
    expect(await read(byOld)).toMatchObject({ error: { code: 'charter-forged' } });
  });

  it('CHN-6 two statements for one place are a fork, and more of the same is not', async () => {
    const { charter, root } = await founded();
    const [one, other] = [await keys(), await keys()];
    const first = must(await extendCharter(charter, { inbox: one.agree, at: 2 }, root.sign));
    const second = must(await extendCharter(charter, { inbox: other.agree, at: 2 }, root.sign));
    expect(compareCharters(charter, first)).toBe('longer');
    expect(compareCharters(first, charter)).toBe('shorter');
    expect(compareCharters(first, must(await read(first)))).toBe('same');
    expect(compareCharters(first, second)).toBe('forked');
    const on = must(await extendCharter(second, { inbox: one.agree, at: 3 }, root.sign));
    expect(compareCharters(first, on)).toBe('forked');
  });

  it('CHN-6 a fork freezes while who signed it decides, and not once they handed over, in what was seen first', async () => {
    const { charter, root, owner } = await founded();
    const next = await keys();
    const on = must(await extendCharter(charter, { inbox: next.agree, at: 2 }, root.sign));
    const fork = must(await extendCharter(charter, { inbox: root.key, at: 2 }, root.sign));
    const pens = [penOf(owner, 'editor'), penOf(next, 'owner')];
    const handed = must(await extendCharter(on, { root: next.key, pens, at: 3 }, root.sign));
    const later = must(await extendCharter(handed, { inbox: owner.agree, at: 4 }, next.sign));
    expect(isFrozenBy(on, on)).toBe(false);
    expect(isFrozenBy(on, fork)).toBe(true);
    for (const own of [handed, later]) expect(isFrozenBy(own, fork)).toBe(false);
    // Handed over in the other one alone: who saw it first is not bound by that.
    expect(isFrozenBy(fork, later)).toBe(true);
    const newest = must(await extendCharter(handed, { inbox: next.key, at: 4 }, next.sign));
    expect(isFrozenBy(later, newest)).toBe(true);
  });

  it('CHN-2 grows to no more than is kept as one record', async () => {
    const { charter, root } = await founded();
    const pens = [...charter.last.pens];
    while (pens.length < MOST_PENS) pens.push(penOf(await keys(), 'editor', 'x'.repeat(MAX_PEN_NAME)));
    let grown = must(await extendCharter(charter, { pens, at: 2 }, root.sign));
    for (let at = 3; ; at += 1) {
      const next = await extendCharter(grown, { inbox: root.key, at }, root.sign);
      if (!next.ok) {
        expect(next.error.code).toBe('charter-full');
        break;
      }
      grown = next.value;
    }
    expect(packCharter(grown).length).toBeLessThanOrEqual(MAX_CHARTER_BYTES);
    expect((await read(grown, grown)).ok).toBe(true);
  });
});
