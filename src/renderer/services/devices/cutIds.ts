import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { ChainEnd } from '../replication/context.ts';

/**
 * The ids of the last events that count of devices that were taken out. A revocation says places alone; the id of the event there is
 * read from what is kept, where more than that is kept: digests are made of ids.
 */
export class CutIds {
  private readonly ids = new Map<string, { readonly seq: number; readonly id: EventId }>();
  private readonly store: Pick<DocumentStore, 'bucketHeads' | 'payloads'>;

  constructor(store: Pick<DocumentStore, 'bucketHeads' | 'payloads'>) {
    this.store = store;
  }

  /** The end with its id, where that was read. */
  complete(space: SpaceId, device: DeviceId, end: ChainEnd): ChainEnd {
    // Asked for every event of a group: most people took no device out.
    const known = this.ids.size === 0 ? undefined : this.ids.get(space + device);
    return known?.seq === end.seq ? known : end;
  }

  /** Reads the id of an event that is kept here. */
  async read(space: SpaceId, device: DeviceId, seq: number): Promise<void> {
    const heads = seq < 0 ? null : await this.store.bucketHeads(space);
    if (heads?.ok !== true) return;
    const head = heads.value.find(
      (one) => one.device === device && one.firstSeq <= seq && seq < one.firstSeq + one.count,
    );
    if (head === undefined) return;
    const wanted = { space, bucket: head.bucket, device, from: seq, limit: 1 };
    const payloads = await this.store.payloads(wanted);
    const event = payloads.ok && payloads.value[0] !== undefined ? decodeEvent(payloads.value[0]) : null;
    if (event?.ok === true) this.ids.set(space + device, { seq, id: event.value.id });
  }
}
