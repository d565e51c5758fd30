import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId } from '@shared/ids.ts';
import {
  MOST_REUNIONS,
  REUNION_TURN,
  decodeReunions,
  encodeReunions,
  isInTurn,
  pairName,
  reunionSecret,
} from '@domain/link/reunion.ts';
import { pairRoom, reunionRoom } from '@domain/link/rooms.ts';

const fixed = fc.uint8Array({ minLength: 32, maxLength: 32 });
const device = fixed.map((bytes) => toBase64url(bytes) as DeviceId);
const reunion = fc.record({ mine: device, theirs: device, secret: fixed });
const pairs = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    mine: toBase64url(new Uint8Array(32).fill(7)) as DeviceId,
    theirs: toBase64url(
      Uint8Array.from({ length: 32 }, (_byte, at) => (at < 2 ? (index >> (8 * at)) & 255 : 1)),
    ) as DeviceId,
  }));

describe('LNK-17 the reunion secret', () => {
  it('LNK-17 is the same from both sides, another for each pair, and nothing of their room', () => {
    fc.assert(
      fc.property(fixed, device, device, device, (shared, mine, theirs, third) => {
        fc.pre(mine !== theirs && third !== theirs);
        const secret = reunionSecret(shared, { mine, theirs });
        expect(secret).toHaveLength(32);
        expect(reunionSecret(shared, { mine: theirs, theirs: mine })).toEqual(secret);
        expect(pairName({ mine, theirs })).toBe(pairName({ mine: theirs, theirs: mine }));
        expect(mine === third ? null : reunionSecret(shared, { mine: third, theirs })).not.toEqual(secret);
        const { name, password } = pairRoom(shared, mine, theirs);
        const room = reunionRoom(secret);
        expect(new Set([name, password, room.name, room.password, toBase64url(secret)]).size).toBe(5);
      }),
    );
  });

  it('LNK-17 is as it was first said: a backup of today is opened in years', () => {
    const mine = toBase64url(new Uint8Array(32).fill(1)) as DeviceId;
    const theirs = toBase64url(new Uint8Array(32).fill(2)) as DeviceId;
    const secret = reunionSecret(new Uint8Array(32).fill(3), { mine, theirs });
    expect(toBase64url(secret)).toBe('MGdeYND1290dEdwDi2K1EVtSOsyTV8n4TuScCn1hkGk');
    expect(reunionRoom(secret).name).toBe('3Pp6fvI6KHcm3PzTN31feeC33__DRlxJVUpDYhZVKT0');
  });
});

describe('LNK-19 turns', () => {
  it('LNK-19 has everybody in turn all the time while they are few', () => {
    for (const count of [1, 16]) {
      const turns = pairs(count).filter((pair) => isInTurn(pair, { now: 17 * REUNION_TURN, count }));
      expect(turns).toHaveLength(count);
    }
  });

  it('LNK-19 has some of many in turn at once, and each of them in every round', () => {
    const all = pairs(500);
    const rounds = Array.from({ length: 32 }, (_, turn) =>
      all.filter((pair) => isInTurn(pair, { now: turn * REUNION_TURN + 5, count: all.length })),
    );
    expect(Math.max(...rounds.map(({ length }) => length))).toBeLessThan(40);
    expect(rounds.flat()).toHaveLength(500);
    expect(new Set(rounds.flat().map(pairName)).size).toBe(500);
  });

  it('LNK-19 has two who know unlike many there together once in a round of who knows more', () => {
    fc.assert(
      fc.property(
        device,
        device,
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 1, max: 2000 }),
        (mine, theirs, one, other) => {
          const together = Array.from({ length: 128 }, (_, turn) => turn * REUNION_TURN).filter(
            (now) =>
              isInTurn({ mine, theirs }, { now, count: one }) &&
              isInTurn({ mine: theirs, theirs: mine }, { now, count: other }),
          );
          expect(together.length).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });
});

describe('RST-7 the rows of a backup', () => {
  it('RST-7 come back as they were written', () => {
    fc.assert(
      fc.property(fc.array(reunion, { maxLength: 20 }), (rows) => {
        expect(decodeReunions(encodeReunions(rows))).toEqual(rows);
      }),
    );
  });

  it('RST-7 are read as far as they are whole, and no more than there may be', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => decodeReunions(bytes).length <= 4));
    expect(decodeReunions(new Uint8Array(96 * (MOST_REUNIONS + 5)))).toHaveLength(MOST_REUNIONS);
  });
});
