/** Connecting two devices by codes that two people show each other, with no service. Rules: `services/hand/SPEC.md`. */
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { HandCodeProblem } from '@domain/hand/handCode.ts';
import type { Outcome } from './workspaceErrors.ts';

/** Why a code is not taken; the catalogue has a sentence for each (`hand.problem.<problem>`). */
export type HandProblem =
  | HandCodeProblem
  | 'hand-own'
  | 'hand-expired'
  /** Both show a first code. */
  | 'hand-both-first'
  /** A second code, where a first one is awaited. */
  | 'hand-second-first'
  /** A second code to another first one. */
  | 'hand-other-code'
  | 'hand-blocked'
  | 'hand-no-network'
  | 'hand-unable';

/** What a code comes to: problems are what people are to be told, not failures of the app. */
export type HandAnswer<T> =
  | { readonly problem: HandProblem; readonly value?: undefined }
  | { readonly problem: null; readonly value: T };

/** How far it has come on this device. */
export type HandState =
  | { readonly status: 'none' }
  /** The first code is shown; the other's is to be read. */
  | { readonly status: 'first'; readonly code: string; readonly expiresAt: number }
  /** The second code is shown, and nothing is to be done here any more. */
  | { readonly status: 'second'; readonly code: string; readonly expiresAt: number; readonly name: string }
  | { readonly status: 'connecting'; readonly name: string }
  | { readonly status: 'linked'; readonly name: string; readonly account: AccountId; readonly space: SpaceId }
  | { readonly status: 'failed'; readonly reason: 'no-way' | 'expired' | 'not-them' };

/** Whose code was read, before one says yes. */
export interface HandPerson {
  readonly account: AccountId;
  readonly name: string;
  readonly safetyNumber: string;
  /** Whether they are a contact already, and so only linked. */
  readonly isContact: boolean;
}

/** The acts, done by the engine. */
export interface HandActs {
  /** Makes the first code; the one before ends. */
  beginHand(): Outcome<HandAnswer<HandState>>;
  /** Whose code it is, and whether it is its turn. */
  readHand(text: string): Outcome<HandAnswer<HandPerson>>;
  /** Says yes to it: to a first code comes the second, to a second the connection. */
  acceptHand(text: string): Outcome<HandAnswer<HandState>>;
  lookHand(): Outcome<HandState>;
  endHand(): Outcome;
}

/** Every name of {@link HandActs}. */
export const handActNames = [
  'beginHand',
  'readHand',
  'acceptHand',
  'lookHand',
  'endHand',
] as const satisfies readonly (keyof HandActs)[];
