import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { clientOf } from './client.ts';

// The y-protocols sync protocol: type, then one byte string. Step 1 asks with a state vector, step 2 and update carry an update.
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;
/** Most entries of a state vector: more devices than a space may have. */
export const MAX_VECTOR = 8192;

/** A y-protocols sync message, read. `counts` is by Yjs client id. */
export type SyncMessage =
  | { readonly kind: 'step1'; readonly counts: ReadonlyMap<number, number> }
  | { readonly kind: 'step2' | 'update'; readonly update: Uint8Array };

/** Asks for what a peer has above these counts (LOG-5): y-protocols step 1, made from heads, with no document loaded. */
export function encodeStep1(
  space: SpaceId,
  bucket: number,
  counts: readonly { readonly device: DeviceId; readonly count: number }[],
): Uint8Array {
  const vector = encoding.createEncoder();
  encoding.writeVarUint(vector, counts.length);
  for (const { device, count } of counts) {
    encoding.writeVarUint(vector, clientOf(space, bucket, device));
    encoding.writeVarUint(vector, count);
  }
  return frame(STEP_1, encoding.toUint8Array(vector));
}

/** Carries an update: `step2` as the answer to step 1, `update` for a new event. */
export function encodeSyncUpdate(kind: 'step2' | 'update', update: Uint8Array): Uint8Array {
  return frame(kind === 'step2' ? STEP_2 : UPDATE, update);
}

/** Reads a sync message from a peer; never throws. */
export function decodeSyncMessage(bytes: Uint8Array): Result<SyncMessage, Failure<'sync-malformed'>> {
  try {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (decoding.hasContent(decoder)) return fail('sync-malformed', 'bytes after its end');
    if (type === STEP_1) return readVector(body);
    if (type === STEP_2 || type === UPDATE) return ok({ kind: type === STEP_2 ? 'step2' : 'update', update: body });
    return fail('sync-malformed', `type ${type}`);
  } catch (cause) {
    return fail('sync-malformed', cause instanceof Error ? cause.message : 'not a sync message');
  }
}

function readVector(body: Uint8Array): Result<SyncMessage, Failure<'sync-malformed'>> {
  const decoder = decoding.createDecoder(body);
  const length = decoding.readVarUint(decoder);
  if (length > MAX_VECTOR) return fail('sync-malformed', 'an absurd state vector');
  const counts = new Map<number, number>();
  for (let row = 0; row < length; row += 1) counts.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder));
  if (decoding.hasContent(decoder)) return fail('sync-malformed', 'bytes after the state vector');
  return ok({ kind: 'step1', counts });
}

function frame(type: number, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}
