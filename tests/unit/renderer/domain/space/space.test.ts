import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId } from '@shared/ids.ts';
import { digestOf, digestText } from '@domain/space/digest.ts';
import { directSpace } from '@domain/space/space.ts';
import { bytesOf } from '../support/devices.ts';

const id = (seed: number) => toBase64url(bytesOf(32, seed)) as AccountId;
const seed = fc.nat(1_000_000);
const heads = fc.uniqueArray(fc.record({ device: seed.map(id), id: seed.map(id) }), {
  selector: (head) => head.device,
  maxLength: 8,
});

it('SPC-1 the space of two people is the same for both, and no one else has it', () => {
  fc.assert(
    fc.property(seed, seed, seed, (a, b, c) => {
      expect(directSpace(id(a), id(b))).toBe(directSpace(id(b), id(a)));
      if (c !== a && c !== b) expect(directSpace(id(a), id(c))).not.toBe(directSpace(id(a), id(b)));
    }),
  );
});

it('SPC-1 is pinned', () => {
  const zero = toBase64url(new Uint8Array(32)) as AccountId;
  const one = toBase64url(new Uint8Array(32).fill(1)) as AccountId;
  expect(directSpace(zero, one)).toBe('v7rnOotFA-ItQU6UXPn3QHzZlV11KBYTCh3BiFn5sQY');
});

it('SPC-2 the digest of chains does not depend on their order, and on everything else', () => {
  fc.assert(
    fc.property(heads, fc.infiniteStream(fc.nat()), (rows, order) => {
      const shuffled = rows
        .map((row) => [order.next().value, row] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, row]) => row);
      expect(digestOf(shuffled)).toEqual(digestOf(rows));
      const [first, ...rest] = rows;
      if (first === undefined) return;
      expect(digestOf(rest)).not.toEqual(digestOf(rows));
      expect(digestOf([{ ...first, id: id(2_000_000) }, ...rest])).not.toEqual(digestOf(rows));
      if (first.id !== first.device)
        expect(digestOf([{ device: first.id, id: first.device }, ...rest])).not.toEqual(digestOf(rows));
    }),
  );
});

it('SPC-2 is pinned, for nothing and for one chain', () => {
  const zero = toBase64url(new Uint8Array(32));
  expect(digestText([])).toBe('XRBacLV2ekMfBHlrQD9O-tyyvB57gTsrxrX4VdzyexM');
  expect(digestText([{ device: zero, id: zero }])).toBe('JuTDqaPO2UrKn6he7pyDSRA2MGHbGjiWPCQULIhZ3xU');
});
