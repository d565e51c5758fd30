import { keepFor } from '@adapters/webcrypto/keptSecrets.ts';
import type { Profile } from '@domain/profile/profile.ts';
import type { Clock } from '@ports/clock.ts';
import type { Host } from '@ports/host.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { AccountId } from '@shared/ids.ts';
import { persistently } from '@ui/loading/persistently.ts';

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
/** How often that is noted, ms. */
const NOTE = 30_000;

/**
 * A browser that lost everything it kept does not know its name towards the host, though the host has keys and journal still. Then the
 * person is asked whether they are one of those the host knows; it is never guessed.
 */
export class ProfileChoice {
  private readonly current = writableSnapshot<OpenChoice | null>(null);

  /** Null unless there is something to choose. */
  get open(): Snapshot<OpenChoice | null> {
    return this.current;
  }

  /** The name to go by: a new one where the host knows nobody, else the one the person chose. Most starts need no code for it. */
  async ask(parts: ChoiceParts): Promise<string> {
    const { askWho } = await persistently(() => import('./askWho.ts'));
    return askWho(this.current, parts);
  }
}

/** Notes again and again that a page of this profile is open, for as long as it is. */
export function noteOpen(host: Pick<Host, 'call'>, profile: string, clock: Clock): void {
  const secret = new TextEncoder().encode(String(clock.now()));
  void keepFor(host, { profile, secret }, OPEN_NAME);
  clock.after(NOTE, () => noteOpen(host, profile, clock));
}
