/** What the screens may see and do about agreements: two people whose books say something else than they mean agree on a sum, and go on. */
import type { AccountId } from '@shared/ids.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { AgreementStage } from '@domain/wallet/readings/agreements.ts';
import type { Unit } from './walletViews.ts';
import type { Outcome } from './workspaceErrors.ts';

/** What one proposes that there is of a promise between oneself and someone. */
export interface NewAgreement {
  readonly person: AccountId;
  /** Theirs, of which one has some, or one's own, of which they have. */
  readonly unit: UnitId;
  /** Minor units, from 0 on. */
  readonly balance: bigint;
}

/** A sum two people agree on, or one of them proposes (WAL-85). */
export interface Agreement {
  readonly id: RecordId;
  readonly person: AccountId;
  readonly unit: Unit;
  /** Proposed by oneself, as long as the other has not signed; false of what both agreed on. */
  readonly own: boolean;
  /** Of their promise, which one has; else of one's own, which they have. */
  readonly isClaim: boolean;
  /** What the records of who proposed it said. */
  readonly found: bigint;
  /** What one's own records say now; of what is over, what they said is `found`. */
  readonly mine: bigint;
  /** What it is to be. */
  readonly balance: bigint;
  /** `balance` less `found`: new units where above 0, some given back where below. */
  readonly change: bigint;
  readonly stage: AgreementStage;
  /** The payment that made it so; null while there is none, or where nothing differed. */
  readonly repair: RecordId | null;
  /** When it came to this device, ms: a label. */
  readonly at: number;
}

/** The acts of {@link AgreementActs}, by name. */
export const agreementActNames = [
  'proposeAgreement',
  'acceptAgreement',
  'declineAgreement',
] as const satisfies readonly (keyof AgreementActs)[];

/** What of agreements the engine does. */
export interface AgreementActs {
  /** Proposes a sum. `agreement-unfit`: of a promise of neither, of points that lapse, below 0, or more than one record can change. */
  proposeAgreement(agreement: NewAgreement): Outcome<{ readonly agreement: RecordId }>;
  /** Agrees to what was proposed to oneself; `agreement-differs` while the records of both do not say the same before. */
  acceptAgreement(agreement: RecordId): Outcome;
  /** Declines what was proposed to oneself, or takes back what one proposed; `agreement-missing` for what waits for nobody's word. */
  declineAgreement(agreement: RecordId): Outcome;
}
