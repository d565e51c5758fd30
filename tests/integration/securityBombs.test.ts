/** What a contact gone bad may send to make the main thread stand still: refused by counting and looking, not by building. */
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { MAX_ROWS, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { clientOf } from '@domain/log/client.ts';
import { encodeUpdate } from '@domain/log/encodeUpdate.ts';
import { inspectUpdate } from '@domain/log/inspectUpdate.ts';
import { MAX_UPDATE_BYTES } from '@domain/log/limits.ts';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { bytesOf, codeOf } from '../unit/renderer/domain/support/devices.ts';

const space = 'A'.repeat(43) as SpaceId;
const device = `${'B'.repeat(42)}A` as DeviceId;
const BUCKET = 2900;
const context = { space, bucket: BUCKET, devices: [device], countOf: () => 0 };

/** An update of `count` items of one client, each written by `write`. */
function updateOf(count: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const head of [1, count, clientOf(space, BUCKET, device), 0]) encoding.writeVarUint(encoder, head);
  for (let item = 0; item < count; item += 1) write(encoder);
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

function writeDocument(encoder: encoding.Encoder): void {
  encoding.writeUint8(encoder, 9);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarString(encoder, device);
  encoding.writeVarString(encoder, 'guid');
  encoding.writeAny(encoder, {});
}

function writeEmptyBytes(encoder: encoding.Encoder): void {
  encoding.writeUint8(encoder, 3);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarString(encoder, device);
  encoding.writeVarUint8Array(encoder, new Uint8Array());
}

function writeGarbage(encoder: encoding.Encoder): void {
  encoding.writeUint8(encoder, 0);
  encoding.writeVarUint(encoder, 1);
}

describe('bombs in messages', () => {
  it.each([
    ['a list of a million numbers', Uint8Array.from([0x9a, 0, 0x0f, 0xff, 0xfb]), 0],
    ['a million lists in each other', new Uint8Array(), 0x81],
  ])('LNK-3 %s is malformed', (_, head, fill) => {
    const bytes = new Uint8Array(MAX_UPDATE_BYTES).fill(fill);
    bytes.set(head);
    expect(codeOf(decodeLinkMessage(bytes))).toBe('malformed-message');
  });

  it('LNK-3 a map of very many keys is refused before it is a map', () => {
    const bomb = Object.fromEntries(Array.from({ length: 100_000 }, (_, key) => [`k${key}`, 0]));
    const read = decodeLinkMessage(encodeCanonical({ ...bomb, t: 'hello' }));
    expect(read).toMatchObject({ ok: false, error: { code: 'malformed-message', message: 'too many parts' } });
  });

  it('LNK-3 the longest honest message is read', () => {
    const rows = Array.from({ length: MAX_ROWS }, (_, row) => [row, bytesOf(32, row)] as [number, Uint8Array]);
    const message = { t: 'buckets', space, buckets: rows } as const;
    expect(decodeLinkMessage(encodeLinkMessage(message))).toEqual({ ok: true, value: message });
  });

  it('LNK-3 a key named __proto__ changes no object', () => {
    const hostile = new Map<string, unknown>([
      ['t', 'knock'],
      ['__proto__', new Map([['isAdmitted', true]])],
    ]);
    expect(codeOf(decodeLinkMessage(encodeCanonical(hostile)))).toBe('malformed-message');
    expect('isAdmitted' in {}).toBe(false);
  });
});

describe('bombs in updates', () => {
  it.each([
    ['whole documents', 18_000, writeDocument],
    ['items that were collected', 400_000, writeGarbage],
    ['byte strings too short for events', 15_000, writeEmptyBytes],
  ])('ADM-12 an update full of %s is refused before Yjs builds it', (_, count, write) => {
    const update = updateOf(count, write);
    expect(update.length).toBeLessThan(MAX_UPDATE_BYTES);
    // These words are those of the look at the bytes; what Yjs has built is refused with its place.
    const refusal = { code: 'update-foreign-item', message: 'something that is no event' };
    expect(inspectUpdate(update, context)).toEqual({ ok: false, error: refusal });
  });

  it('ADM-8 a large honest update is taken', () => {
    const payloads = Array.from({ length: 4000 }, (_, n) => bytesOf(200, n));
    const update = encodeUpdate(space, BUCKET, [{ device, start: 0, payloads }]);
    expect(inspectUpdate(update, context)).toEqual({ ok: true, value: [{ device, start: 0, payloads }] });
  });

  it('ADM-12 a large update that is cut short or says too much is refused', () => {
    const payloads = Array.from({ length: 200 }, (_, n) => bytesOf(200, n));
    const update = encodeUpdate(space, BUCKET, [{ device, start: 0, payloads }]);
    expect(codeOf(inspectUpdate(update.slice(0, -500), context))).toBe('update-foreign-item');
    expect(codeOf(inspectUpdate(update.slice(0, -1), context))).toBe('update-foreign-item');
  });
});
