import * as Y from 'yjs';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { clientOf } from './client.ts';
import type { DeviceRun } from './encodeUpdate.ts';
import { MAX_UPDATE_BYTES } from './limits.ts';
import { holdsBytesAlone } from './screenUpdate.ts';

/** What Yjs reads in a few milliseconds, whatever is in it. */
const SMALL_UPDATE_BYTES = 8 * 1024;

/** Why an update is refused whole. `update-gap` is no fault of the sender: something before it is missing here. */
export type UpdateError = Failure<
  | 'update-too-large'
  | 'update-malformed'
  | 'update-deletes'
  | 'update-foreign-client'
  | 'update-foreign-item'
  | 'update-gap'
>;

/** What the reader knows when it judges an update. */
export interface UpdateContext {
  readonly space: SpaceId;
  readonly bucket: number;
  /** Devices that may write here. */
  readonly devices: readonly DeviceId[];
  /** How many events of a device are already in this bucket here. */
  readonly countOf: (device: DeviceId) => number;
}

/**
 * Decodes a peer's V1 update without touching a document. The runs may hold events that are known already. It is taken
 * only if it is nothing but the next events of member
 * devices, each in its own array at its own place (ADM-8…ADM-12). Never throws. Yjs' V2 form is never read.
 */
export function inspectUpdate(update: Uint8Array, context: UpdateContext): Result<readonly DeviceRun[], UpdateError> {
  if (update.length > MAX_UPDATE_BYTES) return fail('update-too-large', `${update.length} bytes`);
  // Yjs makes objects of all it reads, of some content whole documents: more than a little is looked through first.
  if (update.length > SMALL_UPDATE_BYTES && !holdsBytesAlone(update))
    return fail('update-foreign-item', 'something that is no event');
  const decoded = decodeUpdate(update);
  if (!decoded.ok) return decoded;
  if (decoded.value.ds.clients.size > 0) return fail('update-deletes', 'a log is append only');
  const byClient = groupByClient(decoded.value.structs);
  const devices = new Map(
    context.devices.map((device) => [clientOf(context.space, context.bucket, device), device] as const),
  );
  const runs: DeviceRun[] = [];
  for (const [client, structs] of byClient) {
    const device = devices.get(client);
    if (device === undefined) return fail('update-foreign-client', 'a client that is no member device');
    const run = readRun(structs, { device, client, have: context.countOf(device) });
    if (!run.ok) return run;
    runs.push(run.value);
  }
  return ok(runs);
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Struct = Decoded['structs'][number];

function decodeUpdate(update: Uint8Array): Result<Decoded, UpdateError> {
  try {
    return ok(Y.decodeUpdate(update));
  } catch (cause) {
    return fail('update-malformed', cause instanceof Error ? cause.message : 'not an update');
  }
}

function groupByClient(structs: readonly Struct[]): Map<number, Struct[]> {
  const groups = new Map<number, Struct[]>();
  for (const struct of structs) {
    const group = groups.get(struct.id.client);
    if (group === undefined) groups.set(struct.id.client, [struct]);
    else group.push(struct);
  }
  return groups;
}

interface RunContext {
  readonly device: DeviceId;
  readonly client: number;
  readonly have: number;
}

function readRun(structs: readonly Struct[], context: RunContext): Result<DeviceRun, UpdateError> {
  const start = structs[0]?.id.clock ?? 0;
  if (start > context.have) return fail('update-gap', `starts at ${start}, here are ${context.have}`);
  const payloads: Uint8Array[] = [];
  for (const [index, struct] of structs.entries()) {
    const payload = readItem(struct, context, start + index);
    if (payload === null)
      return fail('update-foreign-item', `place ${start + index} is not the next event of its device`);
    payloads.push(payload);
  }
  return ok({ device: context.device, start, payloads });
}

/** The payload of an item that is exactly what its device would have appended at `place`, else null. */
function readItem(struct: Struct, run: RunContext, place: number): Uint8Array | null {
  if (!(struct instanceof Y.Item) || struct.id.clock !== place || struct.length !== 1) return null;
  if (!(struct.content instanceof Y.ContentBinary)) return null;
  return isAtEnd(struct, run, place) ? struct.content.content : null;
}

/** Whether an item stands in its device's own array, right behind the item before it, and before nothing. */
function isAtEnd(item: Y.Item, { device, client }: RunContext, place: number): boolean {
  if (item.rightOrigin !== null || item.parentSub !== null) return false;
  // While it is decoded, and not yet integrated, the parent of a first item is the name of its root type.
  const parent: unknown = item.parent;
  if (place === 0) return item.origin === null && parent === device;
  return item.origin !== null && item.origin.client === client && item.origin.clock === place - 1;
}
