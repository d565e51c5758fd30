import type { SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail } from '@shared/result.ts';
import { admitEvent } from '@domain/event/admission.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { encodeEvent, eventSigningBytes, sealEvent } from '@domain/event/codec.ts';
import { MAX_EVENT_BYTES, type AdmittedEvent } from '@domain/event/event.ts';
import { nextAt } from '@domain/event/hybridClock.ts';
import type { ChainHead } from '@ports/documentStore.ts';
import { type ReplicationContext, writerIn } from './context.ts';

/** What the next own event comes after: the own chain, and the newest clock seen in the space. */
export interface OwnPlace {
  readonly space: SpaceId;
  readonly head: ChainHead | null;
  readonly seenAt: number;
}

/** Makes and signs the next own event of a space (REP-2). Nothing is kept. */
export async function makeEvent(
  context: ReplicationContext,
  { space, head, seenAt }: OwnPlace,
  { kind, body }: { readonly kind: string; readonly body: unknown },
): Promise<Result<AdmittedEvent, Failure<'event-too-large'>>> {
  const { account, device, keys } = writerIn(context, space);
  const at = nextAt(context.clock.now(), seenAt, head?.at ?? 0);
  const place = { seq: (head?.seq ?? -1) + 1, prev: head?.id ?? null };
  const content = { space, kind, device, ...place, at, body };
  const bytes = encodeEvent(content);
  if (bytes.length > MAX_EVENT_BYTES) return fail('event-too-large', `${bytes.length} bytes`);
  const signed = sealEvent(content, bytes, await keys.sign(eventSigningBytes(kind, bytes)));
  const admitted = admitEvent(signed, { space, accountOf: () => account, head, now: at });
  if (!admitted.ok) throw new Error(`an own event was not admissible: ${admitted.error.code}`);
  return admitted;
}

/** Whether an event says just this. */
export function isSame(event: AdmittedEvent, kind: string, body: unknown): boolean {
  if (event.content.kind !== kind) return false;
  return equalBytes(encodeCanonical(event.content.body), encodeCanonical(body));
}
