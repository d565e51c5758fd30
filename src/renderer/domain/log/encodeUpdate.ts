import * as encoding from 'lib0/encoding';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { clientOf } from './client.ts';

/** Consecutive events of one device in one bucket, from place `start` of its array on (LOG-3). */
export interface DeviceRun {
  readonly device: DeviceId;
  readonly start: number;
  readonly payloads: readonly Uint8Array[];
}

// Yjs V1 update format: info byte of an item is its content reference, with bits for what follows.
const BINARY_CONTENT = 3;
const HAS_ORIGIN = 0x80;
const ROOT_TYPE_FOLLOWS = 1;

/**
 * The Yjs V1 update that carries these runs (LOG-4): byte for byte what a Yjs document with one root array per device and one
 * binary item per event would give, made without that document, so that no log has to be held in memory to be shared.
 */
export function encodeUpdate(space: SpaceId, bucket: number, runs: readonly DeviceRun[]): Uint8Array {
  const encoder = encoding.createEncoder();
  const filled = runs
    .filter((run) => run.payloads.length > 0)
    .map((run) => ({ ...run, client: clientOf(space, bucket, run.device) }))
    // Yjs writes higher client ids first.
    .sort((a, b) => b.client - a.client);
  encoding.writeVarUint(encoder, filled.length);
  for (const run of filled) {
    encoding.writeVarUint(encoder, run.payloads.length);
    encoding.writeVarUint(encoder, run.client);
    encoding.writeVarUint(encoder, run.start);
    for (const [index, payload] of run.payloads.entries())
      writeItem(encoder, { run, place: run.start + index }, payload);
  }
  const noDeletions = 0;
  encoding.writeVarUint(encoder, noDeletions);
  return encoding.toUint8Array(encoder);
}

interface ItemPlace {
  readonly run: DeviceRun & { readonly client: number };
  readonly place: number;
}

function writeItem(encoder: encoding.Encoder, { run, place }: ItemPlace, payload: Uint8Array): void {
  if (place === 0) {
    encoding.writeUint8(encoder, BINARY_CONTENT);
    encoding.writeVarUint(encoder, ROOT_TYPE_FOLLOWS);
    encoding.writeVarString(encoder, run.device);
  } else {
    encoding.writeUint8(encoder, BINARY_CONTENT | HAS_ORIGIN);
    encoding.writeVarUint(encoder, run.client);
    encoding.writeVarUint(encoder, place - 1);
  }
  encoding.writeVarUint8Array(encoder, payload);
}
