import { MOST_BUNDLES, MOST_BUNDLE_BYTES } from '@shared/mailbox/limits.ts';
import type { FetchedBundle } from '@ports/mailbox.ts';

/** A mailbox with this part of what it may hold is said to be nearly full. */
const NEARLY = 3 / 4;

interface Pile {
  bundles: number;
  bytes: number;
}

/** What stays in the own mailboxes of one service from one end to the other, by the name of the mailbox: a look may take several goes. */
export class MailPiles {
  private readonly counting = new Map<string, Pile>();
  private readonly full = new Set<string>();

  /** Counting these begins anew. */
  begin(names: Iterable<string>): void {
    for (const name of names) this.counting.delete(name);
  }

  /** A bundle was left where it is. */
  add({ box, bytes }: FetchedBundle): void {
    const pile = this.counting.get(box) ?? { bundles: 0, bytes: 0 };
    this.counting.set(box, { bundles: pile.bundles + 1, bytes: pile.bytes + bytes.length });
  }

  /** Everything in these was seen. */
  end(names: Iterable<string>): void {
    for (const name of names) {
      const { bundles, bytes } = this.counting.get(name) ?? { bundles: 0, bytes: 0 };
      this.counting.delete(name);
      if (bundles >= NEARLY * MOST_BUNDLES || bytes >= NEARLY * MOST_BUNDLE_BYTES) this.full.add(name);
      else this.full.delete(name);
    }
  }

  /** Whether a mailbox was nearly full when it was last gone through to its end. */
  isNearlyFull(name: string): boolean {
    return this.full.has(name);
  }
}
