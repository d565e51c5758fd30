import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { EVENT_VERSION, type AdmittedEvent, type SignedEvent } from './event.ts';
import { LATEST_AT, bucketOf, sortAtOf } from './hybridClock.ts';

/** Why an event is not taken. `chain-gap` is no fault of the sender: what comes before it is missing here. */
export type AdmissionError = Failure<
  | 'wrong-space'
  | 'not-a-member'
  | 'wrong-kind'
  | 'event-newer-version'
  | 'chain-gap'
  | 'chain-fork'
  | 'clock-backwards'
  | 'clock-absurd'
>;

/** What admission needs to know of the world. */
export interface AdmissionContext {
  readonly space: SpaceId;
  /** The account a device speaks for in this space, or null when it is not a member's. */
  readonly accountOf: (device: DeviceId) => AccountId | null;
  /** Whether the space holds events of a kind (ADM-13); of any when it is left out. */
  readonly takes?: (kind: string) => boolean;
  /** The newest admitted event of the device's chain. */
  readonly head: { readonly seq: number; readonly id: EventId; readonly at: number } | null;
  /** Where the event before it in its chain is shown, as far as it is known. */
  readonly shown?: number;
  readonly now: number;
}

/**
 * The check an event passes before it exists here (ADM-1…ADM-6): right space, a member's device, next in its chain, clock
 * rising and in bounds. The signature is checked apart, because that is slow and asynchronous (ADM-7).
 */
export function admitEvent(event: SignedEvent, context: AdmissionContext): Result<AdmittedEvent, AdmissionError> {
  const { content } = event;
  if (content.space !== context.space) return fail('wrong-space', 'the event is of another space');
  if (content.v > EVENT_VERSION) return fail('event-newer-version', `version ${content.v}`);
  const author = context.accountOf(content.device);
  if (author === null) return fail('not-a-member', 'no member has this device');
  if (context.takes?.(content.kind) === false) return fail('wrong-kind', 'nothing of that kind belongs there');
  const chain = checkChain(event, context);
  if (!chain.ok) return chain;
  const sortAt = sortAtOf(content.at, context.now, context.shown);
  return ok({ ...event, author, bucket: bucketOf(content.at), sortAt });
}

function checkChain(event: SignedEvent, { head }: AdmissionContext): Result<void, AdmissionError> {
  const { seq, prev, at } = event.content;
  const expected = head === null ? 0 : head.seq + 1;
  if (seq > expected) return fail('chain-gap', `place ${seq}, expected ${expected}`);
  if (seq < expected) return fail('chain-fork', `place ${seq} is taken by another event`);
  if (prev !== (head?.id ?? null)) return fail('chain-fork', `place ${seq} does not follow the event before it`);
  if (head !== null && at <= head.at) return fail('clock-backwards', 'the clock does not rise along the chain');
  if (at > LATEST_AT) return fail('clock-absurd', 'after the year 9999');
  return ok();
}
