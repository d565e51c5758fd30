import type { RecordId } from '@domain/wallet/ids.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { mapQuery, snapshotQuery } from '@services/workspace/liveQueries.ts';
import type { Packet, PacketReads } from '@services/workspace/walletPackets.ts';

/** The packets of the fake, by id. */
export type FakePackets = WritableSnapshot<ReadonlyMap<RecordId, Packet>>;

/** No packets. */
export function createFakePackets(): FakePackets {
  return writableSnapshot<ReadonlyMap<RecordId, Packet>>(new Map());
}

/** Reads what the test says is there. */
export function fakePacketReads(packets: FakePackets): PacketReads {
  return { packet: (id) => mapQuery(snapshotQuery(packets), (all) => all.get(id) ?? null) };
}
