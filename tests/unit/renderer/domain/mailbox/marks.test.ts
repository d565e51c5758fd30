import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import {
  MOST_SEEN,
  type Mark,
  NO_MAIL_MEMORY,
  markOf,
  readMailMemory,
  withMark,
  withSeen,
  withoutMark,
} from '@domain/mailbox/marks.ts';

const id = (byte: number) => toBase64url(new Uint8Array(32).fill(byte));
const device = (byte: number) => id(byte) as DeviceId;
const space = (byte: number) => id(byte) as SpaceId;
const mark = (more: Partial<Mark> = {}): Mark => ({
  ...{ device: device(1), space: space(2), seq: 5, at: 100, until: 1000 },
  ...more,
});

describe('MBX-10 what is remembered of mailboxes', () => {
  it('MBX-10 has one mark for each device and space, which counts until it is over', () => {
    const memory = [mark(), mark({ seq: 9 }), mark({ space: space(3), seq: 1 })].reduce(
      (sum, one) => withMark(sum, one, 200),
      NO_MAIL_MEMORY,
    );
    expect(memory.marks).toHaveLength(2);
    expect(markOf(memory, mark(), 999)?.seq).toBe(9);
    expect(markOf(memory, mark(), 1000)).toBeNull();
    expect(markOf(withoutMark(memory, mark()), mark(), 200)).toBeNull();
    expect(markOf(withoutMark(memory, mark()), mark({ space: space(3) }), 200)?.seq).toBe(1);
    expect(withMark(memory, mark({ device: device(7), until: 5000 }), 2000).marks).toHaveLength(1);
  });

  it('MBX-10 forgets bundles that are over, and the oldest of too many', () => {
    const many = Array.from({ length: MOST_SEEN + 10 }, (_, place) => [`${place}`, 1000] as const);
    const memory = withSeen(withSeen(NO_MAIL_MEMORY, [['over', 50]], 10), many, 100);
    expect(memory.seen).toHaveLength(MOST_SEEN);
    expect(memory.seen.map(([name]) => name)).not.toContain('over');
    expect(memory.seen.at(-1)?.[0]).toBe(String(MOST_SEEN + 9));
  });

  it('MBX-10 reads back what was kept, and nothing of what does not fit', () => {
    const memory = withSeen(withMark(NO_MAIL_MEMORY, mark(), 1), [['a', 1000]], 1);
    expect(readMailMemory(structuredClone(memory))).toEqual(memory);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(readMailMemory(value)).toEqual(NO_MAIL_MEMORY);
      }),
    );
    expect(readMailMemory({ ...memory, marks: [{ ...mark(), seq: -1 }] })).toEqual(NO_MAIL_MEMORY);
  });
});
