import type { EventId } from '@shared/ids.ts';
import type { Failure, Result } from '@shared/result.ts';
import type { AdmissionError } from '@domain/event/admission.ts';
import type { AdmittedEvent, SignedEvent } from '@domain/event/event.ts';
import type { EventFormError } from '@domain/event/envelope.ts';
import type { UpdateError } from '@domain/log/inspectUpdate.ts';
import type { StoreError } from '@ports/documentStore.ts';

/**
 * A signature that does not fit, or an event outside the array, device or bucket it claims. `own-fork`: a peer holds another
 * chain of this very device than we do, as after an old copy of the profile came alive; no fault of the peer.
 */
export type SignatureError = Failure<'signature-invalid' | 'event-misplaced' | 'own-fork'>;
/**
 * Another event than the one held at its place of the chain, or one that follows such an event: signed, and in place but for
 * that. What it was is kept as a proof (REP-20).
 */
export type ForkError = Failure<'chain-fork' | 'own-fork'> & { readonly fork?: SignedEvent };
/** Nothing new in it but events beyond the end of a chain (REP-13): the peer may not know of the end yet. */
export type EndedError = Failure<'chain-ended'>;

/** Why an own event was not made. `event` is set where it may stand in the journal already and is kept as soon as the store takes it. */
export type AuthorError =
  | (StoreError & { readonly event?: EventId })
  | Failure<'event-too-large' | 'chain-ended' | 'clock-ended' | 'own-fork'>;
/** Why a peer's update was not taken. */
export type TakeError =
  | UpdateError
  | AdmissionError
  | EventFormError
  | SignatureError
  | EndedError
  | ForkError
  | StoreError;
/** As much of it as it takes to answer. */
export type Refusal = Pick<TakeError, 'code'> & Partial<Pick<ForkError, 'fork'>>;

/** With the first of the events that may be kept all the same as soon as the disk works again. */
export function withEvent(error: StoreError, [event]: readonly AdmittedEvent[]): Result<never, AuthorError> {
  return { ok: false, error: event === undefined ? error : { ...error, event: event.id } };
}
