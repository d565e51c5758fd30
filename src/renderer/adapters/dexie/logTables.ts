/** Reads and writes of the replicated log's side: chains, buckets, acknowledgements. */
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { BucketHead, ChainPlace } from '@domain/intake/intake.ts';
import { openBucket } from '@domain/intake/openBucket.ts';
import type { Acknowledgement, ChainHead, StoreError } from '@ports/documentStore.ts';
import { type RowDoor, acknowledgementSchema, chainSchema, sealedSchema } from './rowDoor.ts';
import { type AccountDatabase, KEY_END } from './schema.ts';
import type { WriteScope } from './writeScope.ts';

/** The head of one chain. */
export async function readChainHead(
  database: AccountDatabase,
  door: RowDoor,
  { space, device }: { readonly space: SpaceId; readonly device: DeviceId },
): Promise<ChainHead | null> {
  const place = door.parse('chains', chainSchema, await database.chains.get([space, device]));
  return place === null ? null : chainHead(place);
}

/** Every chain of a space. */
export async function readChainHeads(
  database: AccountDatabase,
  door: RowDoor,
  space: SpaceId,
): Promise<readonly ChainHead[]> {
  return (await readPlaces(database, door, space)).map(chainHead);
}

/** Every chain of every space. */
export async function readAllChainHeads(database: AccountDatabase, door: RowDoor): Promise<readonly ChainHead[]> {
  return door.parseAll('chains', chainSchema, await database.chains.toArray()).map(chainHead);
}

/** Open and sealed buckets of a space, or of one bucket of it. */
export async function readBucketHeads(
  database: AccountDatabase,
  door: RowDoor,
  { space, bucket }: { readonly space: SpaceId; readonly bucket: number | undefined },
): Promise<readonly BucketHead[]> {
  const prefix = bucket === undefined ? [space] : [space, bucket];
  const [places, rows] = await Promise.all([
    readPlaces(database, door, space),
    database.sealed
      .where('[space+bucket+device]')
      .between(prefix, [...prefix, KEY_END])
      .toArray(),
  ]);
  const open = places.map(openBucket).filter((head) => bucket === undefined || head.bucket === bucket);
  return [...door.parseAll('sealed', sealedSchema, rows), ...open].toSorted(byBucketAndDevice);
}

/** What peers hold of a space. */
export async function readAcknowledgements(
  database: AccountDatabase,
  door: RowDoor,
  space: SpaceId,
): Promise<readonly Acknowledgement[]> {
  const rows = await database.acknowledgements
    .where('[space+device+chain]')
    .between([space], [space, KEY_END])
    .toArray();
  return door.parseAll('acknowledgements', acknowledgementSchema, rows);
}

/** Keeps the farthest place of each: an acknowledgement that comes late takes nothing back. */
export async function writeAcknowledgements(
  scope: WriteScope,
  door: RowDoor,
  acknowledgements: readonly Acknowledgement[],
): Promise<Result<void, StoreError>> {
  const farthest = new Map<string, Acknowledgement>();
  for (const next of acknowledgements) {
    const name = next.space + next.device + next.chain;
    if (next.seq > (farthest.get(name)?.seq ?? -1)) farthest.set(name, next);
  }
  const wanted = [...farthest.values()];
  const rows = await Promise.all(
    wanted.map(({ space, device, chain }) => scope.get('acknowledgements', [space, device, chain])),
  );
  const news = wanted.filter((next, place) => {
    const known = door.parse('acknowledgements', acknowledgementSchema, rows[place]);
    return known === null || next.seq > known.seq;
  });
  scope.put('acknowledgements', news);
  for (const { space } of news) scope.touch('acknowledgements', space);
  return ok();
}

async function readPlaces(database: AccountDatabase, door: RowDoor, space: SpaceId): Promise<readonly ChainPlace[]> {
  const rows = await database.chains.where('[space+device]').between([space], [space, KEY_END]).toArray();
  return door.parseAll('chains', chainSchema, rows);
}

function chainHead({ space, device, seq, id, at, floor, floorPrev }: ChainPlace): ChainHead {
  return { space, device, seq, id, at, floor, floorPrev };
}

function byBucketAndDevice(first: BucketHead, second: BucketHead): number {
  if (first.bucket !== second.bucket) return first.bucket - second.bucket;
  return first.device < second.device ? -1 : Number(first.device > second.device);
}
