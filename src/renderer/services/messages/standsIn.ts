import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { DocumentStore, Stored } from '@ports/documentStore.ts';

/** A stretch of a chain in a chat: what stands behind `after`, up to `last` where that is named. */
export interface ChainStretch {
  readonly space: SpaceId;
  readonly device: DeviceId;
  readonly after: number;
  readonly last?: number;
}

/** Words that were said, and when. */
export interface SaidWords {
  readonly text: unknown;
  readonly at: number;
}

/** Whether words that are meant stand in a stretch of a chain. */
export async function standsIn(
  store: Pick<DocumentStore, 'bucketHeads' | 'payloads'>,
  { space, device, after, last = Infinity }: ChainStretch,
  isMeant: (words: SaidWords) => boolean,
): Stored<boolean> {
  const buckets = await store.bucketHeads(space);
  if (!buckets.ok) return buckets;
  for (const { bucket, firstSeq, count, device: chain } of buckets.value) {
    const from = Math.max(firstSeq, after + 1);
    if (chain !== device || from >= firstSeq + count) continue;
    const read = await store.payloads({ space, bucket, device, from });
    if (!read.ok) return read;
    if (wordsIn(read.value, last).some(isMeant)) return ok(true);
  }
  return ok(false);
}

function wordsIn(payloads: readonly Uint8Array[], last: number): readonly SaidWords[] {
  return payloads.map(decodeEvent).flatMap((event) => {
    if (!event.ok || event.value.content.seq > last || event.value.content.kind !== MESSAGE_KIND) return [];
    const { body, at } = event.value.content;
    return typeof body === 'object' && body !== null && 'text' in body ? [{ text: body.text, at }] : [];
  });
}
