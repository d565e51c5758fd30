/** Messages that are no offence, said on and on over one link that stays: what of them is remembered must have a bound. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { encodeBlobMessage } from '@domain/blob/messages.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { type LinkMessage, MAX_ROWS, encodeLinkMessage } from '@domain/link/messages.ts';
import { encodeSyncUpdate } from '@domain/log/syncMessage.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { BlobId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { Victim } from './victim.ts';

type Said = Uint8Array | { readonly bulk: Uint8Array };
type Maker = (victim: Victim, random: SeededRandom) => Said;

const id = (random: SeededRandom) => toBase64url(random.bytes(32));
const rows = <Row>(make: () => Row) => Array.from({ length: MAX_ROWS }, make);
const say = (message: LinkMessage) => encodeLinkMessage(message);

/** One maker for each thing a peer may say as often as it likes. */
export const endless: Readonly<Record<string, Maker>> = {
  heads: ({ attacker: { space } }, random) =>
    say({
      t: 'heads',
      space,
      ask: false,
      chains: rows(() => [id(random) as DeviceId, 1000, id(random) as EventId, 1, 500]),
    }),
  acknowledgements: ({ attacker: { space } }, random) =>
    say({ t: 'ack', space, chains: rows(() => [id(random) as DeviceId, 1000]) }),
  summaries: (_, random) => say({ t: 'summary', digest: random.bytes(32) }),
  digests: (_, random) => say({ t: 'digests', spaces: rows(() => [id(random) as SpaceId, random.bytes(32)]) }),
  buckets: ({ attacker: { space } }, random) =>
    say({ t: 'buckets', space, buckets: rows(() => [random.integer(400_000), random.bytes(32)]) }),
  'questions for buckets': ({ attacker: { space } }, random) =>
    say({
      t: 'sync',
      space,
      bucket: random.integer(400_000),
      message: encodeSyncUpdate('update', Uint8Array.of(0)).fill(0, 0, 1),
    }),
  'questions for chains': ({ attacker: { space } }, random) =>
    say({ t: 'range', space, device: id(random) as DeviceId, from: random.integer(100), below: 2000, up: false }),
  'answers to no question': ({ attacker: { space } }, random) =>
    say({ t: 'events', space, device: id(random) as DeviceId, from: random.integer(100), payloads: [] }),
  refusals: (_, random) => say({ t: 'refused', space: id(random) as SpaceId, code: id(random) }),
  'later messages': (_, random) => encodeCanonical({ t: `later-${random.integer(1e9)}`, bytes: random.bytes(50_000) }),
  'questions for blobs': (_, random) => ({
    bulk: encodeBlobMessage({ t: 'blob.ask', blobs: Array.from({ length: 64 }, () => id(random) as BlobId) }),
  }),
  'no blobs': (_, random) => ({
    bulk: encodeBlobMessage({ t: 'blob.none', blob: id(random) as BlobId, chunks: null }),
  }),
};

/** Says one of them so many times on one link, or on a new one when it is cut off for that. */
export async function sayEndlessly(victim: Victim, name: string, times: number): Promise<void> {
  const make = endless[name];
  if (make === undefined) throw new Error(`nothing endless is called ${name}`);
  const random = new SeededRandom(times);
  for (let time = 0; time < times; time += 1) {
    const said = make(victim, random);
    if (said instanceof Uint8Array) await victim.tell(said);
    else await victim.tell(said.bulk, 'bulk');
  }
}
