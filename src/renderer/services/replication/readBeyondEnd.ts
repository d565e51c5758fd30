import type { EventId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { EndOf, SpaceHeads } from './heads.ts';

/** Ids of kept events that lie beyond the end of their chain (REP-13). */
export async function readBeyondEnd(
  store: DocumentStore,
  heads: SpaceHeads,
  endOf: EndOf,
): Promise<Result<readonly EventId[], StoreError>> {
  const ids: EventId[] = [];
  for (const { device, end } of heads.beyond(endOf)) {
    for (const { space, bucket, firstSeq, count } of heads.heldBucketsOf(device)) {
      if (firstSeq + count - 1 <= end) continue;
      const payloads = await store.payloads({ space, bucket, device, from: Math.max(firstSeq, end + 1) });
      if (!payloads.ok) return payloads;
      const events = payloads.value.map(decodeEvent);
      for (const event of events) if (event.ok) ids.push(event.value.id);
    }
  }
  return ok(ids);
}
