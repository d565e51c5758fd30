import type { AccountId } from '@shared/ids.ts';
import { ASIDES_PER_WORD, type MomentWord } from '@domain/moments/words.ts';
import { chunked } from './chunked.ts';
import type { CircleBook } from './circleBook.ts';
import type { LinkTalk } from './linkTalk.ts';
import type { PassIntake } from './passIntake.ts';

/** Passes in one word to an own device. */
const PASSES_AT_ONCE = 128;
/** Most passes kept of owners who are no contacts here yet. */
const MOST_WAITING = 4096;

/** What own devices tell each other of circles with. */
export interface OwnPassesParts {
  readonly book: CircleBook;
  readonly intake: Pick<PassIntake, 'handed'>;
  readonly say: (talk: LinkTalk, word: MomentWord) => void;
}

/** What own devices tell each other of others' circles (VIS-20): passes, which are good for every one of them, and the spaces beside circles. */
export class OwnPasses {
  private readonly parts: OwnPassesParts;
  private readonly waiting = new WeakMap<LinkTalk, readonly Uint8Array[]>();

  constructor(parts: OwnPassesParts) {
    this.parts = parts;
  }

  /** Tells another own device all that it was not told on this link. */
  tell(talk: LinkTalk): void {
    const { book, say } = this.parts;
    const held = [...book.facts.held.values()].filter(({ pass }) => talk.isUnshown(pass));
    for (const some of chunked(held, PASSES_AT_ONCE))
      say(talk, { t: 'give', passes: some.map(({ pass }) => pass.packed) });
    const asides = book.heldAsides.filter((aside) => talk.isUntold(aside));
    for (const some of chunked(asides, ASIDES_PER_WORD)) say(talk, { t: 'aside', spaces: some });
  }

  /** Takes what another own device was given. The value is whose circles are known better now. */
  async take(talk: LinkTalk, packed: readonly Uint8Array[]): Promise<ReadonlySet<AccountId>> {
    const { owners, unknown } = await this.parts.intake.handed(packed);
    this.waiting.set(talk, [...(this.waiting.get(talk) ?? []), ...unknown].slice(-MOST_WAITING));
    return owners;
  }

  /** The same of those whose owner was no contact then. */
  async again(talk: LinkTalk): Promise<ReadonlySet<AccountId>> {
    const packed = this.waiting.get(talk) ?? [];
    this.waiting.delete(talk);
    return packed.length === 0 ? new Set() : this.take(talk, packed);
  }
}
