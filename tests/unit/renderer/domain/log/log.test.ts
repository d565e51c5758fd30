import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as syncProtocol from 'y-protocols/sync';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { clientOf } from '@domain/log/client.ts';
import { type DeviceRun, encodeUpdate } from '@domain/log/encodeUpdate.ts';
import { inspectUpdate } from '@domain/log/inspectUpdate.ts';
import { MAX_UPDATE_BYTES } from '@domain/log/limits.ts';
import { decodeSyncMessage, encodeStep1, encodeSyncUpdate } from '@domain/log/syncMessage.ts';

const space = toBase64url(new Uint8Array(32).fill(7)) as SpaceId;
const device = (n: number) => toBase64url(new Uint8Array(32).fill(n)) as DeviceId;
const BUCKET = 2900;
const devices = [device(1), device(2), device(3)];

const payload = fc.uint8Array({ minLength: 1, maxLength: 600 });
const runsOf = fc
  .tuple(...devices.map(() => fc.array(payload, { maxLength: 8 })))
  .map((lists) => lists.map((payloads, index) => ({ device: devices[index] ?? device(1), start: 0, payloads })));

function yjsDocument(runs: readonly DeviceRun[]): Y.Doc {
  const document = new Y.Doc({ gc: false });
  for (const run of runs) {
    if (run.payloads.length === 0) continue;
    document.clientID = clientOf(space, BUCKET, run.device);
    document.getArray<Uint8Array>(run.device).push([...run.payloads]);
  }
  // Somebody who only reads, so that Yjs does not think its own client came back.
  document.clientID = 1;
  return document;
}

const context = (have: (id: DeviceId) => number = () => 0) => ({ space, bucket: BUCKET, devices, countOf: have });

describe('log updates', () => {
  it('LOG-2 the client of a device is pinned, of 53 bits, and another in every bucket, space and device', () => {
    const zero = toBase64url(new Uint8Array(32)) as SpaceId;
    expect(clientOf(zero, 2900, device(1))).toBe(1890750263531112);
    const clients = [
      clientOf(zero, 2900, device(1)),
      clientOf(zero, 2901, device(1)),
      clientOf(zero, 2900, device(2)),
      clientOf(space, 2900, device(1)),
    ];
    expect(new Set(clients).size).toBe(4);
    for (const client of clients) expect(Number.isSafeInteger(client)).toBe(true);
  });

  it('LOG-3 LOG-4 gives byte for byte what a Yjs document gives', () => {
    fc.assert(
      fc.property(runsOf, (runs) => {
        expect(encodeUpdate(space, BUCKET, runs)).toEqual(Y.encodeStateAsUpdate(yjsDocument(runs)));
      }),
    );
  });

  it('LOG-4 gives what Yjs gives above a state vector, and Yjs applies it', () => {
    fc.assert(
      fc.property(runsOf, fc.nat(8), (runs, cut) => {
        const parts = runs.map((run) => ({ ...run, start: Math.min(cut, run.payloads.length) }));
        const early = yjsDocument(runs.map((run) => ({ ...run, payloads: run.payloads.slice(0, cut) })));
        const late = parts.map((run) => ({ ...run, payloads: run.payloads.slice(run.start) }));
        const update = encodeUpdate(space, BUCKET, late);
        expect(update).toEqual(Y.encodeStateAsUpdate(yjsDocument(runs), Y.encodeStateVector(early)));
        Y.applyUpdate(early, update);
        for (const run of runs) expect(early.getArray(run.device).toArray()).toEqual([...run.payloads]);
      }),
    );
  });

  it('LOG-5 speaks the y-protocols sync protocol', () => {
    const runs = [{ device: device(1), start: 0, payloads: [Uint8Array.of(1), Uint8Array.of(2)] }];
    const decoder = decoding.createDecoder(encodeStep1(space, BUCKET, [{ device: device(1), count: 1 }]));
    const reply = encoding.createEncoder();
    syncProtocol.readSyncMessage(decoder, reply, yjsDocument(runs), null);
    const answer = decodeSyncMessage(encoding.toUint8Array(reply));
    expect(answer.ok && answer.value.kind).toBe('step2');
    if (!answer.ok || answer.value.kind === 'step1') return;
    const read = inspectUpdate(
      answer.value.update,
      context(() => 1),
    );
    expect(read).toEqual({ ok: true, value: [{ device: device(1), start: 1, payloads: [Uint8Array.of(2)] }] });
  });

  it('ADM-8 reads back exactly what was encoded', () => {
    fc.assert(
      fc.property(runsOf, (runs) => {
        const read = inspectUpdate(encodeUpdate(space, BUCKET, runs), context());
        expect(read.ok && [...read.value].sort((a, b) => (a.device < b.device ? -1 : 1))).toEqual(
          runs.filter((run) => run.payloads.length > 0).sort((a, b) => (a.device < b.device ? -1 : 1)),
        );
      }),
    );
  });
});

describe('updates of a peer that misbehaves', () => {
  const honest = yjsDocument([{ device: device(1), start: 0, payloads: [Uint8Array.of(1), Uint8Array.of(2)] }]);
  const refusal = (update: Uint8Array, have?: (id: DeviceId) => number) => {
    const read = inspectUpdate(update, context(have));
    return read.ok ? 'taken' : read.error.code;
  };

  it('ADM-9 refuses deletions', () => {
    const document = new Y.Doc();
    Y.applyUpdate(document, Y.encodeStateAsUpdate(honest));
    document.getArray(device(1)).delete(0, 1);
    expect(refusal(Y.encodeStateAsUpdate(document))).toBe('update-deletes');
  });

  it('ADM-10 refuses a client that is no member device, and a member outside its own array', () => {
    const stranger = new Y.Doc();
    stranger.clientID = 4711;
    stranger.getArray<Uint8Array>(device(1)).push([Uint8Array.of(1)]);
    expect(refusal(Y.encodeStateAsUpdate(stranger))).toBe('update-foreign-client');
    const intruder = new Y.Doc();
    intruder.clientID = clientOf(space, BUCKET, device(2));
    intruder.getArray<Uint8Array>(device(1)).push([Uint8Array.of(1)]);
    expect(refusal(Y.encodeStateAsUpdate(intruder))).toBe('update-foreign-item');
  });

  it('ADM-10 refuses items that are not events: text, maps, nested types, inserts before others', () => {
    const forms: ((document: Y.Doc) => void)[] = [
      (document) => document.getText(device(1)).insert(0, 'x'),
      (document) => document.getMap(device(1)).set('k', Uint8Array.of(1)),
      (document) => document.getArray(device(1)).push([new Y.Map()]),
      (document) => document.getArray(device(1)).push(['text']),
      (document) => {
        document.getArray<Uint8Array>(device(1)).push([Uint8Array.of(1)]);
        document.getArray<Uint8Array>(device(1)).insert(0, [Uint8Array.of(2)]);
      },
    ];
    for (const form of forms) {
      const document = new Y.Doc();
      document.clientID = clientOf(space, BUCKET, device(1));
      form(document);
      expect(refusal(Y.encodeStateAsUpdate(document))).toBe('update-foreign-item');
    }
  });

  it('ADM-11 says gap, not offence, when something before is missing', () => {
    const late = encodeUpdate(space, BUCKET, [{ device: device(1), start: 5, payloads: [Uint8Array.of(1)] }]);
    expect(refusal(late)).toBe('update-gap');
    expect(refusal(late, () => 5)).toBe('taken');
  });

  it('ADM-12 refuses what is too large before reading it', () => {
    expect(refusal(new Uint8Array(MAX_UPDATE_BYTES + 1))).toBe('update-too-large');
  });

  it('ADM-12 never throws on mutated or random bytes', () => {
    const seed = Y.encodeStateAsUpdate(honest);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { maxLength: 4 }), (edits) => {
        const update = seed.slice();
        for (const [at, value] of edits) update[at] = value;
        expect(typeof inspectUpdate(update, context()).ok).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(typeof inspectUpdate(bytes, context()).ok).toBe('boolean');
        expect(typeof decodeSyncMessage(bytes).ok).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
    expect(decodeSyncMessage(encodeSyncUpdate('update', seed)).ok).toBe(true);
  });
});
