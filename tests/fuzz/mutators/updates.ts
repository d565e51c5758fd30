/** Damage that knows Yjs: updates that decode, and must not be taken. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { clientOf } from '@domain/log/client.ts';
import type { Attacker } from '../attacker.ts';

/** Makes an update out of what the attacker could honestly send. */
export type UpdateMaker = (attacker: Attacker, random: SeededRandom) => Uint8Array;

const BINARY = 3;
const client = ({ space, device, bucket }: Attacker) => clientOf(space, bucket, device);
const payloadsOf = ({ pending }: Attacker) => pending.map(({ payload }) => payload);
const first = (attacker: Attacker) => payloadsOf(attacker)[0] ?? new Uint8Array(100);

/** An update of items written by hand. */
interface Rough {
  readonly client: number;
  readonly start: number;
  /** How many items it says there are; as many as there are unless told otherwise. */
  readonly count?: number;
  readonly items: readonly ((encoder: encoding.Encoder) => void)[];
  /** Client, then pairs of place and length. */
  readonly deletions?: readonly (readonly [number, readonly (readonly [number, number])[]])[];
}

/** Writes an update byte by byte, whether it makes sense or not. */
export function roughUpdate({ client: id, start, count, items, deletions = [] }: Rough): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const head of [1, count ?? items.length, id, start]) encoding.writeVarUint(encoder, head);
  for (const item of items) item(encoder);
  encoding.writeVarUint(encoder, deletions.length);
  for (const [deleted, ranges] of deletions) {
    encoding.writeVarUint(encoder, deleted);
    encoding.writeVarUint(encoder, ranges.length);
    for (const [place, length] of ranges) {
      encoding.writeVarUint(encoder, place);
      encoding.writeVarUint(encoder, length);
    }
  }
  return encoding.toUint8Array(encoder);
}

/** An item at the head of a root array, with whatever content. */
function rootItem(name: string, info: number, content: (encoder: encoding.Encoder) => void) {
  return (encoder: encoding.Encoder): void => {
    encoding.writeUint8(encoder, info);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, name);
    content(encoder);
  };
}

/** An item behind another of any client. */
function laterItem(origin: readonly [number, number], payload: Uint8Array, info = BINARY | 0x80) {
  return (encoder: encoding.Encoder): void => {
    encoding.writeUint8(encoder, info);
    for (const part of origin) encoding.writeVarUint(encoder, part);
    encoding.writeVarUint8Array(encoder, payload);
  };
}

const bytesItem = (attacker: Attacker, payload: Uint8Array) =>
  attacker.place === 0
    ? rootItem(attacker.device, BINARY, (encoder) => encoding.writeVarUint8Array(encoder, payload))
    : laterItem([client(attacker), attacker.place - 1], payload);

/** The honest next item, and something of one's own making in its place or behind it. */
function own(attacker: Attacker, more: Partial<Rough>): Uint8Array {
  return roughUpdate({
    client: client(attacker),
    start: attacker.place,
    items: [bytesItem(attacker, first(attacker))],
    ...more,
  });
}

/** A document in which someone did what a log has no place for. */
function documentOf(attacker: Attacker, act: (document: Y.Doc) => void): Uint8Array {
  const document = new Y.Doc({ gc: false });
  document.clientID = client(attacker);
  act(document);
  return Y.encodeStateAsUpdate(document);
}

const huge = (random: SeededRandom) => Number.MAX_SAFE_INTEGER - random.integer(1000);

/** Every way in which an update of well-signed events is none, by name. */
export const updateMakers = {
  'deletes own': (attacker) => own(attacker, { deletions: [[client(attacker), [[0, 1]]]] }),
  'deletes everything to come': (attacker, random) =>
    own(attacker, { deletions: [[client(attacker), [[0, huge(random)]]]] }),
  'deletes of another': (attacker, random) =>
    own(attacker, { deletions: [[random.integer(2 ** 32), [[0, 1 + random.integer(1000)]]]] }),
  'only deletions': (attacker, random) =>
    documentOf(attacker, (document) => {
      const array = document.getArray(attacker.device);
      array.push(payloadsOf(attacker));
      array.delete(random.integer(3), 1 + random.integer(3));
    }),
  'a gap': (attacker, random) =>
    attacker.update(payloadsOf(attacker), { start: attacker.place + 1 + random.integer(1000) }),
  'a huge clock': (attacker, random) => attacker.update(payloadsOf(attacker), { start: huge(random) }),
  'an overlap that says otherwise': (attacker) => attacker.update(payloadsOf(attacker).toReversed(), {}),
  'a foreign client': (attacker, random) => own(attacker, { client: random.integer(2 ** 32) }),
  'a huge client': (attacker, random) => own(attacker, { client: huge(random) }),
  'the place of another member': (attacker) =>
    attacker.update(payloadsOf(attacker), { device: attacker.victimDevice, start: attacker.victimPlace }),
  'the array of another member': (attacker) =>
    roughUpdate({
      client: client(attacker),
      start: 0,
      items: [
        rootItem(attacker.victimDevice, BINARY, (encoder) => encoding.writeVarUint8Array(encoder, first(attacker))),
      ],
    }),
  'another array': (attacker, random) =>
    roughUpdate({
      client: client(attacker),
      start: 0,
      items: [
        rootItem(`a${random.integer(9)}`, BINARY, (encoder) => encoding.writeVarUint8Array(encoder, first(attacker))),
      ],
    }),
  'the bucket of another week': (attacker, random) =>
    attacker.update(payloadsOf(attacker), { bucket: attacker.bucket + 1 + random.integer(100), start: 0 }),
  'an origin elsewhere': (attacker, random) =>
    own(attacker, { items: [laterItem([random.integer(2 ** 32), random.integer(9)], first(attacker))] }),
  'something to its right': (attacker) =>
    own(attacker, {
      items: [
        (encoder) => {
          encoding.writeUint8(encoder, BINARY | 0xc0);
          for (const part of [client(attacker), 0, client(attacker), 1]) encoding.writeVarUint(encoder, part);
          encoding.writeVarUint8Array(encoder, first(attacker));
        },
      ],
    }),
  'a zero-length item': (attacker) =>
    own(attacker, {
      items: [
        (encoder) => {
          encoding.writeUint8(encoder, 0);
          encoding.writeVarUint(encoder, 0);
        },
      ],
    }),
  'a skip': (attacker, random) =>
    own(attacker, {
      items: [
        (encoder) => {
          encoding.writeUint8(encoder, 10);
          encoding.writeVarUint(encoder, 1 + random.integer(2 ** 31));
        },
      ],
    }),
  'collected garbage': (attacker, random) =>
    own(attacker, {
      items: [
        (encoder) => {
          encoding.writeUint8(encoder, 0);
          encoding.writeVarUint(encoder, 1 + random.integer(2 ** 31));
        },
      ],
    }),
  'empty bytes': (attacker) => own(attacker, { items: [bytesItem(attacker, new Uint8Array())] }),
  'more items than there are': (attacker, random) => own(attacker, { count: 2 + random.integer(2 ** 31) }),
  'a deleted item': (attacker, random) =>
    own(attacker, {
      items: [rootItem(attacker.device, 1, (encoder) => encoding.writeVarUint(encoder, random.integer(2 ** 31)))],
    }),
  'text, maps and types': (attacker, random) =>
    documentOf(attacker, (document) => {
      const acts = [
        () => document.getText(attacker.device).insert(0, 'x'.repeat(random.integer(100))),
        () => document.getMap(attacker.device).set('k', first(attacker)),
        () => document.getArray(attacker.device).push([new Y.Map(), new Y.Text('t')]),
        () => document.getArray(attacker.device).push([{ any: [1, 2, { three: null }] }]),
        () => document.getArray(attacker.device).push([new Y.Doc()]),
        () => document.getXmlFragment(attacker.device).push([new Y.XmlText('x')]),
      ];
      acts[random.integer(acts.length)]?.();
    }),
  'inserted before others': (attacker) =>
    documentOf(attacker, (document) => {
      const array = document.getArray<Uint8Array>(attacker.device);
      array.push(payloadsOf(attacker).slice(1));
      array.insert(0, [first(attacker)]);
    }),
  'the V2 form': (attacker) => Y.convertUpdateFormatV1ToV2(attacker.update(payloadsOf(attacker))),
  'two runs of one client': (attacker) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 2);
    for (let run = 0; run < 2; run += 1) {
      for (const head of [1, client(attacker), attacker.place]) encoding.writeVarUint(encoder, head);
      bytesItem(attacker, payloadsOf(attacker)[run] ?? first(attacker))(encoder);
    }
    encoding.writeVarUint(encoder, 0);
    return encoding.toUint8Array(encoder);
  },
  nothing: () => Uint8Array.of(0, 0),
} as const satisfies Record<string, UpdateMaker>;
