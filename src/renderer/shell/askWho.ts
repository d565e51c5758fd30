import { keptSecrets } from '@adapters/webcrypto/keptSecrets.ts';
import type { WritableSnapshot } from '@ports/snapshot.ts';
import type { Clock } from '@ports/clock.ts';
import { IDENTITY_NAME, readKeptPerson } from '@services/identity/identity.ts';
import { type ChoiceParts, type KeptPerson, OPEN_NAME, type OpenChoice } from './openChoice.ts';

/** A note that is older than this says nothing any more, ms. */
const FRESH = 75_000;
/** How often it is looked again while someone chooses, ms. */
const LOOK = 5000;
/** How often a host that does not answer is asked. */
const ATTEMPTS = 5;

/** The name to go by: a new one where the host knows nobody, else the one the person chose of what `current` then has. */
export async function askWho(current: WritableSnapshot<OpenChoice | null>, parts: ChoiceParts): Promise<string> {
  let people = await peopleOf(parts);
  for (let attempt = 1; people === null && attempt < ATTEMPTS; attempt += 1) {
    await pause(parts.clock);
    people = await peopleOf(parts);
  }
  if (people === null || people.length === 0) return parts.makeName();
  const chosen = await choose(current, parts, people);
  current.set(null);
  return chosen;
}

function choose(
  current: WritableSnapshot<OpenChoice | null>,
  parts: ChoiceParts,
  first: readonly KeptPerson[],
): Promise<string> {
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
      current.set({
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

/** Everybody the host keeps keys for; null when it does not answer. */
async function peopleOf({ host, verify, clock }: ChoiceParts): Promise<readonly KeptPerson[] | null> {
  const [kept, notes] = [await keptSecrets(host, IDENTITY_NAME), await keptSecrets(host, OPEN_NAME)];
  if (!kept.ok || !notes.ok) return null;
  const people: KeptPerson[] = [];
  for (const { profile: name, secret } of kept.value) {
    const self = secret === null ? null : await readKeptPerson(secret, verify);
    const note = notes.value.find(({ profile }) => profile === name);
    const age = clock.now() - notedAt(note?.secret ?? null);
    // A note from the future is of before the clock was set.
    if (self !== null || secret === null) people.push({ name, self, isOpen: age >= 0 && age < FRESH });
  }
  return people;
}

/** When a page noted that it is open; long ago where none did. */
function notedAt(note: Uint8Array | null): number {
  return note === null ? -Infinity : Number(new TextDecoder().decode(note));
}

function pause(clock: Clock): Promise<void> {
  return new Promise((resolve) => void clock.after(1000, resolve));
}
