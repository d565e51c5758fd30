import type { DeviceId } from '@shared/ids.ts';
import type { RecordId } from '../ids.ts';
import type { BodyOf, VerifiedOf } from '../record.ts';
import type { LedgerView, WaitKey } from '../standing.ts';
import type { TransferLine, UnitView } from '../unitView.ts';

/** Why a clerk refuses, or sends back. */
export type Reason = NonNullable<BodyOf<'entry'>['reason']>;

/** What one check says. `waits`: something the transfer speaks of is missing (WAL-112). */
export type Outcome =
  | { readonly kind: 'passes' }
  | { readonly kind: 'fails'; readonly reason: Reason }
  | { readonly kind: 'waits'; readonly on: readonly WaitKey[] };

/** A transfer before its clerk. */
export interface Case {
  readonly view: LedgerView;
  readonly book: UnitView;
  readonly line: TransferLine;
  readonly transfer: VerifiedOf<'transfer'>;
  /** Devices that may have ordered it, and did. */
  readonly signers: readonly DeviceId[];
  /** The clerk's clock, ms. */
  readonly now: number;
}

/** One rule of the clerk. */
export type Check = (given: Case) => Outcome;

/** See {@link Outcome}. */
export const PASSES: Outcome = { kind: 'passes' };

/** See {@link Outcome}. */
export function fails(reason: Reason): Outcome {
  return { kind: 'fails', reason };
}

/** Passes or fails. */
export function passesIf(isFine: boolean, reason: Reason): Outcome {
  return isFine ? PASSES : fails(reason);
}

/** See {@link Outcome}. */
export function waitsFor(...ids: readonly RecordId[]): Outcome {
  return { kind: 'waits', on: ids };
}

/** The first outcome that is no pass. */
export function firstOf(given: Case, checks: readonly Check[]): Outcome {
  for (const check of checks) {
    const outcome = check(given);
    if (outcome.kind !== 'passes') return outcome;
  }
  return PASSES;
}
