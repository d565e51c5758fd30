/** Ways to turn what honest devices said into what no honest device would say. */
import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { decodeCanonical, encodeCanonical } from '@domain/codec/canonical.ts';
import type { LinkMessage } from '@domain/link/messages.ts';
import { encodeSyncUpdate } from '@domain/log/syncMessage.ts';
import { type BlobMessage, encodeBlobMessage } from '@domain/blob/messages.ts';
import { BLOB_CHUNK_BYTES, chunkCountOf } from '@shared/blob.ts';
import type { BlobId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { toBase64url } from '@shared/base64url.ts';
import { usurp } from './mutators/acts.ts';
import { byteMutators, damage } from './mutators/bytes.ts';
import { forgers, frameOf } from './mutators/events.ts';
import { updateMakers } from './mutators/updates.ts';
import { changeForm, changeValues } from './mutators/values.ts';
import type { Victim } from './victim.ts';

/** Frames to say one after another on the link of the attacker. */
export type Frames = readonly (Uint8Array | OnBulk)[];
/** One that goes out beside the others, on the channel of blobs. */
export interface OnBulk {
  readonly bulk: Uint8Array;
}
export type Strategy = (victim: Victim, random: SeededRandom) => Promise<Frames> | Frames;

function pick<T>(values: readonly T[], random: SeededRandom): T {
  const value = values[random.integer(values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

/** One frame of the attacker's own device: as recorded, or with words that are new to the victim. */
export function ownFrame({ corpus, attacker }: Victim, random: SeededRandom): Uint8Array {
  if (random.chance(0.5)) return attacker.honest(0, 1 + random.integer(attacker.pending.length));
  // Of each kind about as many: digests are said more often than cards.
  const kind = pick([...new Set(corpus.fromBob.map((one) => one.kind))], random);
  return pick(
    corpus.fromBob.filter((one) => one.kind === kind),
    random,
  ).bytes;
}

/** The fields of a frame that is CBOR. */
function fieldsOf(frame: Uint8Array): Record<string, unknown> {
  const decoded = decodeCanonical(frame);
  return decoded.ok && typeof decoded.value === 'object' && decoded.value !== null ? { ...decoded.value } : {};
}

/** The frame with the byte strings inside it damaged, so that the damage is met behind the first check. */
function damageWithin(frame: Uint8Array, random: SeededRandom, other: Uint8Array): Uint8Array {
  const fields = fieldsOf(frame);
  const names = Object.keys(fields).filter((name) => fields[name] instanceof Uint8Array);
  const name = names[random.integer(Math.max(1, names.length))] ?? '';
  const bytes = fields[name];
  if (!(bytes instanceof Uint8Array)) return damage(frame, random, other);
  return encodeCanonical({ ...fields, [name]: damage(bytes, random, other) });
}

/** The update of the pending words, damaged, in a sync message that is whole. */
function damagedUpdate({ attacker }: Victim, random: SeededRandom): Uint8Array {
  const payloads = attacker.pending.map(({ payload }) => payload);
  const update = attacker.update(payloads.slice(0, 1 + random.integer(payloads.length)));
  return attacker.frame(damage(update, random, attacker.update(payloads)), {
    kind: random.chance(0.5) ? 'update' : 'step2',
  });
}

/** A payload damaged within an update that is whole: what the signature is for. */
function damagedPayload({ attacker }: Victim, random: SeededRandom): Uint8Array {
  const payloads = attacker.pending.map(({ payload }) => payload);
  const at = random.integer(payloads.length);
  const bad = payloads.map((payload, place) =>
    place === at ? damage(payload, random, payloads[0] ?? payload) : payload,
  );
  return attacker.frame(attacker.update(bad));
}

/** The victim's own words and those of a third, played back. */
function replay({ corpus, attacker }: Victim, random: SeededRandom): Uint8Array {
  const frame = pick(corpus.elsewhere, random).bytes;
  if (random.chance(0.5)) return frame;
  // Under the name of the space the two share.
  const fields = fieldsOf(frame);
  return 'space' in fields ? encodeCanonical({ ...fields, space: attacker.bytesOf(attacker.space) }) : frame;
}

/** Many of one kind: each alone would be passed over. */
function flood({ attacker, corpus }: Victim, random: SeededRandom): readonly Uint8Array[] {
  const { space, bucket } = attacker;
  const nothing = Uint8Array.of(0, 1, 0);
  const digest = () => random.bytes(32);
  const floods: readonly (() => Uint8Array)[] = [
    () => attacker.frame(attacker.update([attacker.pending[5]?.payload ?? nothing], { start: attacker.place + 5 })),
    () => attacker.say({ t: 'digests', spaces: [[space, digest()]] }),
    () => attacker.say({ t: 'buckets', space, buckets: [[bucket + random.integer(9), digest()]] }),
    () => attacker.say({ t: 'sync', space, bucket, message: nothing }),
    () => attacker.say({ t: 'ack', space, chains: [[attacker.device, random.integer(1e9)]] }),
    () => attacker.say({ t: 'refused', space: null, code: 'x'.repeat(random.integer(64)) }),
    () => corpus.fromBob.find(({ kind }) => kind === 'hello')?.bytes ?? nothing,
  ];
  const one = pick(floods, random);
  return Array.from({ length: 20 + random.integer(60) }, one);
}

/** Another space or bucket than the update is made for. */
function elsewhere({ attacker }: Victim, random: SeededRandom): Uint8Array {
  const update = attacker.update(attacker.pending.map(({ payload }) => payload));
  if (random.chance(0.5)) return attacker.frame(update, { space: toBase64url(random.bytes(32)) as SpaceId });
  return attacker.frame(update, { bucket: random.chance(0.5) ? random.integer(4000) : attacker.bucket + 1 });
}

/** A question that is none: state vectors that are too long, cut, or say absurd things. */
function absurdQuestion({ attacker }: Victim, random: SeededRandom): Uint8Array {
  const { space, bucket } = attacker;
  const vector = random.bytes(random.integer(200));
  const message = encodeSyncUpdate('update', vector);
  message[0] = random.integer(4);
  return attacker.say({ t: 'sync', space, bucket: random.chance(0.5) ? bucket : random.integer(4_000), message });
}

const single =
  (make: (victim: Victim, random: SeededRandom) => Uint8Array): Strategy =>
  (victim, random) => [make(victim, random)];

/** Questions, offers and chunks of blobs nobody spoke of, whole and damaged. */
function aboutBlobs(random: SeededRandom): Frames {
  const blob = toBase64url(random.bytes(32)) as BlobId;
  const other = toBase64url(random.bytes(32)) as BlobId;
  const size = random.integer(3 * BLOB_CHUNK_BYTES);
  const messages: readonly BlobMessage[] = [
    { t: 'blob.ask', blobs: [blob, other] },
    { t: 'blob.have', blob, size, chunks: random.bytes(1) },
    { t: 'blob.have', blob, size, chunks: null },
    { t: 'blob.none', blob, chunks: [0, 5] },
    { t: 'blob.outline', blob },
    { t: 'blob.hashes', blob, size, hashes: random.bytes(32 * chunkCountOf(size)) },
    { t: 'blob.want', blob, chunks: [0, 1, random.integer(9999)] },
    { t: 'blob.chunk', blob, index: random.integer(9), bytes: random.bytes(random.integer(5000)) },
    { t: 'blob.cancel', blob },
  ];
  const [one, two] = [0, 1].map(() => encodeBlobMessage(pick(messages, random)));
  if (one === undefined || two === undefined) throw new Error('two messages');
  const ways = [
    () => one,
    () => damage(one, random, two),
    () => changeValues(one, random),
    () => changeForm(one, random),
  ];
  return [{ bulk: pick(ways, random)() }];
}

/** Forged where no bucket is claimed: there an event of a week to come is in its place. */
function forgedAnywhere(attacker: Victim['attacker'], random: SeededRandom): Promise<Uint8Array> {
  const names = Object.keys(forgers).filter((name) => name !== 'another week than its bucket');
  return forgers[pick(names, random) as keyof typeof forgers](attacker, random);
}

/** How chains stand, pieces of them and questions for them, by the newer messages for long histories: true, and not. */
async function aboutHistory({ attacker }: Victim, random: SeededRandom): Promise<Frames> {
  const { space, device, victimDevice } = attacker;
  const payloads = attacker.pending.map(({ payload }) => payload);
  const { seq, at } = attacker.next;
  const id = () => toBase64url(random.bytes(32)) as EventId;
  const far = () => (random.chance(0.5) ? random.integer(100) : random.integer(2 ** 40));
  const forged = await forgedAnywhere(attacker, random);
  const whose = pick([device, victimDevice], random);
  const messages: readonly LinkMessage[] = [
    {
      t: 'heads',
      space,
      ask: random.chance(0.5),
      chains: [[whose, seq + far(), id(), at + far(), random.integer(seq + 9)]],
    },
    {
      t: 'heads',
      space,
      ask: true,
      chains: Array.from({ length: 200 }, () => [id() as string as DeviceId, far(), id(), far(), 0]),
    },
    { t: 'range', space, device: whose, from: far(), below: far(), up: random.chance(0.5) },
    { t: 'events', space, device: whose, from: seq, payloads: [forged] },
    {
      t: 'events',
      space,
      device,
      from: seq + random.integer(3),
      payloads: [...payloads.slice(random.integer(3)), forged],
    },
    { t: 'events', space, device, from: seq, payloads: payloads.toReversed() },
    { t: 'events', space, device: whose, from: far(), payloads: [] },
  ];
  return [attacker.say(pick(messages, random))];
}

/** Proofs that a device lied, which prove nothing: of others, of nothing, of two events that are one. */
async function falseProofs({ attacker, corpus }: Victim, random: SeededRandom): Promise<Frames> {
  const [one, two] = attacker.pending.map(({ payload }) => payload);
  const forged = await pick(Object.values(forgers), random)(attacker, random);
  const heard = pick(corpus.elsewhere, random).bytes.slice(0, 300);
  if (one === undefined || two === undefined) throw new Error('nothing was prepared');
  const asVictim = (await attacker.sign(attacker.next, attacker.victimDevice)).payload;
  const asVictimToo = (await attacker.sign({ ...attacker.next, body: { text: 'no' } }, attacker.victimDevice)).payload;
  const pairs = [
    [one, one],
    [one, two],
    [one, damage(one, random, two)],
    [one, heard],
    [asVictim, asVictimToo],
    [random.chance(0.5) ? forged : one, damage(forged, random, one)],
  ] as const;
  const [first, second] = pick(pairs, random);
  return [attacker.say({ t: 'proof', first: first.slice(0, 65_600), second: second.slice(0, 65_600) })];
}

/** Every way, by name. */
export const strategies: Readonly<Record<string, Strategy>> = {
  ...Object.fromEntries(
    Object.entries(byteMutators).map(([name, mutate]) => [
      `bytes: ${name}`,
      single((victim, random) => mutate(ownFrame(victim, random), random, ownFrame(victim, random))),
    ]),
  ),
  'values: changed': single((victim, random) => changeValues(ownFrame(victim, random), random)),
  'values: changed twice': single((victim, random) =>
    changeValues(changeValues(ownFrame(victim, random), random), random),
  ),
  'values: another form': single((victim, random) => changeForm(ownFrame(victim, random), random)),
  'within: any field': single((victim, random) =>
    damageWithin(ownFrame(victim, random), random, ownFrame(victim, random)),
  ),
  'within: the update': single(damagedUpdate),
  'within: the payload': single(damagedPayload),
  'update: made up': single(({ attacker }, random) =>
    attacker.frame(pick(Object.values(updateMakers), random)(attacker, random), {
      kind: random.chance(0.5) ? 'update' : 'step2',
    }),
  ),
  'update: made up and damaged': single(({ attacker }, random) => {
    const update = pick(Object.values(updateMakers), random)(attacker, random);
    return attacker.frame(damage(update, random, update));
  }),
  'event: forged': async ({ attacker }, random) => [
    frameOf(attacker, await pick(Object.values(forgers), random)(attacker, random)),
  ],
  'event: forged, alone': async ({ attacker }, random) => {
    const payload = await forgedAnywhere(attacker, random);
    const honest = pick(attacker.pending, random).payload;
    const bytes = random.chance(0.5) ? payload : damage(honest, random, payload);
    return [encodeCanonical({ t: 'event', payload: bytes })];
  },
  'event: forged behind honest ones': async ({ attacker }, random) => {
    const forged = await pick(Object.values(forgers), random)(attacker, random);
    return [attacker.frame(attacker.update([...attacker.pending.map(({ payload }) => payload), forged]))];
  },
  'blobs: on bulk': (_, random) => aboutBlobs(random),
  'blobs: elsewhere': (victim, random) => {
    // A message of one channel on the other.
    const [frame] = aboutBlobs(random);
    return random.chance(0.5)
      ? [{ bulk: ownFrame(victim, random) }]
      : [frame instanceof Uint8Array ? frame : (frame?.bulk ?? new Uint8Array())];
  },
  'history: pieces': aboutHistory,
  'history: false proofs': falseProofs,
  'group: usurped': async (victim, random) => {
    victim.turnTo(2);
    const { attacker, store } = victim;
    return [await usurp(attacker, random, { store, victim: await victim.alice.account() })];
  },
  'session: replay': single(replay),
  'session: replay, damaged': single((victim, random) =>
    damage(replay(victim, random), random, ownFrame(victim, random)),
  ),
  'session: out of order': ({ attacker }) => [attacker.honest(4, 5), attacker.honest(2, 3), attacker.honest(5, 6)],
  'session: elsewhere': single(elsewhere),
  'session: absurd questions': single(absurdQuestion),
  'session: flood': flood,
};
