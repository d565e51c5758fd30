import type { SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import type { BucketHead } from '@domain/intake/intake.ts';
import type { ChainHead, DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { IndexedChain } from '@ports/searchShelf.ts';

/** Events read at once. */
export const PIECE = 256;

/** A stretch of a chain that is here and not in the index. */
export interface Missing {
  readonly head: ChainHead;
  /** What is in the index of it; one of nothing where nothing is. */
  readonly known: Pick<IndexedChain, 'floor' | 'seq'>;
  readonly low: number;
  readonly high: number;
  /** Above what is in the index, or below it. */
  readonly side: 'above' | 'below';
}

/** What of a chain is to be read next: what came last before what lies below; null where all of it is in the index. */
export function missingOf(head: ChainHead, known: Pick<IndexedChain, 'floor' | 'seq'> | undefined): Missing | null {
  // Nothing of it yet: from its end down, for what is newest is looked for first.
  const held = known === undefined || known.seq < known.floor ? { floor: head.seq + 1, seq: head.seq } : known;
  if (held.seq < head.seq) return { head, known: held, low: held.seq + 1, high: head.seq, side: 'above' };
  if (head.floor < held.floor) return { head, known: held, low: head.floor, high: held.floor - 1, side: 'below' };
  return null;
}

/** How many events of all chains are not in the index. */
export function countMissing(
  heads: readonly ChainHead[],
  knownOf: (head: ChainHead) => Pick<IndexedChain, 'floor' | 'seq'> | undefined,
): number {
  return heads.reduce((sum, head) => {
    const all = head.seq - head.floor + 1;
    const known = knownOf(head);
    if (known === undefined) return sum + all;
    const covered = Math.min(head.seq, known.seq) - Math.max(head.floor, known.floor) + 1;
    return sum + all - Math.max(0, covered);
  }, 0);
}

/** Events of a missing stretch, and what the index has of the chain with them. */
export interface ChainPiece {
  readonly events: readonly SignedEvent[];
  readonly floor: number;
  readonly seq: number;
}

/** Reads as much of a missing stretch as is read at once: of what lies above its beginning, of what lies below its end. */
export async function readMissing(
  store: Pick<DocumentStore, 'payloads'>,
  heads: readonly BucketHead[],
  { head, known, low, high, side }: Missing,
): Promise<Result<ChainPiece, StoreError>> {
  const first = side === 'above' ? low : Math.max(low, high - PIECE + 1);
  const last = side === 'above' ? Math.min(high, low + PIECE - 1) : high;
  const events: SignedEvent[] = [];
  for (const { bucket, device, firstSeq, count } of heads) {
    const from = Math.max(first, firstSeq);
    const to = Math.min(last, firstSeq + count - 1);
    if (device !== head.device || from > to) continue;
    const read = await store.payloads({ space: head.space, bucket, device, from, limit: to - from + 1 });
    if (!read.ok) return read;
    // What cannot be read was never shown, either.
    events.push(...read.value.map(decodeEvent).flatMap((event) => (event.ok ? [event.value] : [])));
  }
  return ok({ events, floor: Math.min(known.floor, first), seq: Math.max(known.seq, last) });
}

/** Names a chain. */
export function chainName({ space, device }: { readonly space: SpaceId; readonly device: string }): string {
  return space + device;
}
