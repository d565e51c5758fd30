import type { Profile } from '@domain/profile/profile.ts';
import type { Clock } from '@ports/clock.ts';
import type { Host } from '@ports/host.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { AccountId } from '@shared/ids.ts';

/** Somebody whose keys this host keeps. */
export interface KeptPerson {
  /** What the browser profile is called towards the host. */
  readonly name: string;
  /** Null while the lock of their profile is closed: nobody knows who it is. */
  readonly self: { readonly account: AccountId; readonly profile: Profile } | null;
  /** A page of theirs was open a moment ago, in another browser perhaps: two at once would be two devices with one key. */
  readonly isOpen: boolean;
}

/** What there is to choose from. */
export interface OpenChoice {
  readonly people: readonly KeptPerson[];
  readonly continueAs: (name: string) => void;
  readonly startAnew: () => void;
}

/** What choosing works with. */
export interface ChoiceParts {
  readonly host: Pick<Host, 'call'>;
  readonly verify: VerifySignature;
  readonly clock: Clock;
  readonly makeName: () => string;
  /** Calls back with the name once another tab has one. */
  readonly onNamed: (listener: (name: string) => void) => Disposer;
}

/** Name of the note that a page of a profile is open. */
export const OPEN_NAME = 'open.v1';
