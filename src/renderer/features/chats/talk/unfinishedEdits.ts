import type { SpaceId } from '@shared/ids.ts';
import type { Message } from '@services/workspace/messageViews.ts';

/** Other words for an own message, not saved yet. */
export interface UnfinishedEdit {
  readonly message: Message;
  readonly text: string;
}

/**
 * What is being changed, by chat. It outlives the field it is written in, which goes where another chat is opened, and where the app starts over in
 * this tab (CHAT-UI-198). In memory alone: words that somebody thought better of are not to lie anywhere.
 */
export class UnfinishedEdits {
  private readonly edits = new Map<SpaceId, UnfinishedEdit>();

  of(space: SpaceId): UnfinishedEdit | null {
    return this.edits.get(space) ?? null;
  }

  /** The words that stand there now for this message; null where others are changed, or none. */
  wordsFor(space: SpaceId, message: Pick<Message, 'id'>): string | null {
    const edit = this.edits.get(space);
    return edit?.message.id === message.id ? edit.text : null;
  }

  hold(space: SpaceId, edit: UnfinishedEdit): void {
    this.edits.set(space, edit);
  }

  drop(space: SpaceId): void {
    this.edits.delete(space);
  }

  /** These words are kept: what was written since stays, and so does an edit of another message. Null: there is nothing left to change. */
  finish(space: SpaceId, message: Pick<Message, 'id'>, text: string | null): void {
    const begun = this.wordsFor(space, message);
    if (begun !== null && (text === null || begun.trim() === text)) this.drop(space);
  }
}

/** Those of this tab. */
export const unfinishedEdits = new UnfinishedEdits();
