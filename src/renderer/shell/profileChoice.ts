import { keepFor, keptSecrets } from '@adapters/webcrypto/keptSecrets.ts';
import type { Profile } from '@domain/profile/profile.ts';
import type { Clock } from '@ports/clock.ts';
import type { Host } from '@ports/host.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { IDENTITY_NAME, readKeptPerson } from '@services/identity/identity.ts';
import type { AccountId } from '@shared/ids.ts';

/** Somebody whose keys this host keeps. */
export interface KeptPerson {
  /** What the browser profile is called towards the host. */
  readonly name: string;
  readonly account: AccountId;
  readonly profile: Profile;
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
const OPEN_NAME = 'open.v1';
/** How often that is noted, ms. */
const NOTE = 30_000;
/** A note that is older than this says nothing any more, ms. */
const FRESH = 75_000;
/** How often it is looked again while someone chooses, ms. */
const LOOK = 5000;
/** How often a host that does not answer is asked. */
const ATTEMPTS = 5;

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

  /** The name to go by: a new one where the host knows nobody, else the one the person chose. */
  async ask(parts: ChoiceParts): Promise<string> {
    let people = await peopleOf(parts);
    for (let attempt = 1; people === null && attempt < ATTEMPTS; attempt += 1) {
      await pause(parts.clock);
      people = await peopleOf(parts);
    }
    if (people === null || people.length === 0) return parts.makeName();
    const chosen = await this.wait(parts, people);
    this.current.set(null);
    return chosen;
  }

  private wait(parts: ChoiceParts, first: readonly KeptPerson[]): Promise<string> {
    return new Promise((resolve) => {
      let isOver = false;
      const end = (name: string): void => {
        isOver = true;
        forget();
        resolve(name);
      };
      const forget = parts.onNamed(end);
      const show = (people: readonly KeptPerson[]): void => {
        const isFree = (name: string) => people.some((person) => person.name === name && !person.isOpen);
        this.current.set({
          people,
          continueAs: (name) => (isFree(name) ? end(name) : undefined),
          startAnew: () => end(parts.makeName()),
        });
      };
      const look = async (): Promise<void> => {
        const people = await peopleOf(parts);
        if (isOver) return;
        if (people !== null) show(people);
        parts.clock.after(LOOK, () => (isOver ? undefined : void look()));
      };
      show(first);
      parts.clock.after(LOOK, () => (isOver ? undefined : void look()));
    });
  }
}

/** Notes again and again that a page of this profile is open, for as long as it is. */
export function noteOpen(host: Pick<Host, 'call'>, profile: string, clock: Clock): void {
  const secret = new TextEncoder().encode(String(clock.now()));
  void keepFor(host, { profile, secret }, OPEN_NAME);
  clock.after(NOTE, () => noteOpen(host, profile, clock));
}

/** Everybody the host keeps keys for; null when it does not answer. */
async function peopleOf({ host, verify, clock }: ChoiceParts): Promise<readonly KeptPerson[] | null> {
  const [kept, notes] = [await keptSecrets(host, IDENTITY_NAME), await keptSecrets(host, OPEN_NAME)];
  if (!kept.ok || !notes.ok) return null;
  const people: KeptPerson[] = [];
  for (const { profile: name, secret } of kept.value) {
    const person = await readKeptPerson(secret, verify);
    const note = notes.value.find(({ profile }) => profile === name);
    const age = note === undefined ? Infinity : clock.now() - Number(new TextDecoder().decode(note.secret));
    // A note from the future is of before the clock was set.
    if (person !== null) people.push({ name, ...person, isOpen: age >= 0 && age < FRESH });
  }
  return people;
}

function pause(clock: Clock): Promise<void> {
  return new Promise((resolve) => void clock.after(1000, resolve));
}
