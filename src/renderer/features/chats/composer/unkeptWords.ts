import type { SpaceId } from '@shared/ids.ts';

/** A field that shows what is written in a chat. */
export interface WordField {
  /** Shows the words, unless others were written there meanwhile. */
  readonly putBack: (words: string) => void;
}

/**
 * What was written and is not known to be kept, by chat. It outlives the field it was written in, which goes and comes where the app starts over
 * in this tab (CHAT-UI-188): a saving that failed, or was never answered, loses nothing.
 */
export class UnkeptWords {
  private readonly words = new Map<SpaceId, string>();
  private readonly fields = new Map<SpaceId, WordField>();

  /** Undefined where all that was written there is kept. */
  of(space: SpaceId): string | undefined {
    return this.words.get(space);
  }

  /** Everything that waits in chats which no field shows. */
  get forgotten(): readonly (readonly [SpaceId, string])[] {
    return [...this.words].filter(([space]) => !this.fields.has(space));
  }

  hold(space: SpaceId, words: string): void {
    this.words.set(space, words);
  }

  /** These words are kept now; later ones go on waiting. */
  kept(space: SpaceId, words: string): void {
    if (this.words.get(space) === words) this.words.delete(space);
  }

  /** Nothing of it waits any more: it cannot be kept here. */
  drop(space: SpaceId): void {
    this.words.delete(space);
  }

  /** Words that were not sent after all: to the field of now, or held for the next. */
  giveBack(space: SpaceId, words: string): void {
    const field = this.fields.get(space);
    if (field !== undefined) field.putBack(words);
    else if ((this.words.get(space) ?? '') === '') this.words.set(space, words);
  }

  /** A field is there; ends with what is returned. */
  join(space: SpaceId, field: WordField): () => void {
    this.fields.set(space, field);
    return () => {
      if (this.fields.get(space) === field) this.fields.delete(space);
    };
  }
}

/** Those of this tab. */
export const unkeptWords = new UnkeptWords();
