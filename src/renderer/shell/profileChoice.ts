import { keepFor } from '@adapters/webcrypto/keptSecrets.ts';
import type { Clock } from '@ports/clock.ts';
import type { Host } from '@ports/host.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { persistently } from '@ui/loading/persistently.ts';
import { type ChoiceParts, OPEN_NAME, type OpenChoice } from './openChoice.ts';

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
