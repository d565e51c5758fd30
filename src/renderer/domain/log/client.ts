import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { joinBytes, taggedHash } from '../codec/bytes.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { idBytes } from '../event/codec.ts';

/** Most buckets whose client ids are remembered. */
const REMEMBERED = 64;
/** Client ids of the buckets last asked for: each message of a group of hundreds asks for all of them. */
const remembered = new Map<string, Map<DeviceId, number>>();

/**
 * The Yjs client id of a device in one bucket of a space (LOG-2): 53 bits of a hash, so that nobody can claim another's
 * place, and so that finding a device key that collides with a given one costs 2^53 tries.
 */
export function clientOf(space: SpaceId, bucket: number, device: DeviceId): number {
  const clients = clientsOf(`${space}${bucket}`);
  const known = clients.get(device);
  if (known !== undefined) return known;
  const client = hashOf(space, bucket, device);
  clients.set(device, client);
  return client;
}

function clientsOf(key: string): Map<DeviceId, number> {
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const [oldest] = remembered.keys();
  if (remembered.size >= REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  const made = new Map<DeviceId, number>();
  remembered.set(key, made);
  return made;
}

function hashOf(space: SpaceId, bucket: number, device: DeviceId): number {
  const hash = taggedHash(
    'banyan/log-client/1',
    '',
    joinBytes(idBytes(space), idBytes(device), encodeCanonical(bucket)),
  );
  const view = new DataView(hash.buffer, hash.byteOffset);
  return (view.getUint32(0) & 0x1fffff) * 0x100000000 + view.getUint32(4);
}
