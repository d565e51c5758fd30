/** What a foreign export says, before it is known who is who: what every reader of such files makes of them. */

/** A sign several people put on a message. `people` are keys of {@link DraftPerson}; some may not be named. */
export interface DraftReaction {
  readonly sign: string;
  readonly people: readonly string[];
  readonly count: number;
}

/** A file an export speaks of. */
export interface DraftFile {
  /** As the export names it, in its own folder; null where it was left out when the export was made. */
  readonly path: string | null;
  readonly name: string;
  /** Said to be a picture, where only that is known of one that was left out. */
  readonly isPicture?: true;
  readonly media: 'voice' | 'video' | null;
  /** ms; 0 where it is not said. */
  readonly duration: number;
}

/** One message of an export, or a line of the app itself (`author` null). */
export interface ImportDraft {
  /** ms. */
  readonly at: number;
  /** Key of its author. */
  readonly author: string | null;
  readonly text: string;
  readonly file: DraftFile | null;
  /** When its words were changed, ms; 0 where only is said that they were. */
  readonly edited: number | null;
  /** It says only that it was taken back. */
  readonly isRecalled: boolean;
  readonly isForwarded: boolean;
  /** Number by which the export knows it, and that of the message it answers. */
  readonly number: number | string | null;
  readonly replyTo: number | string | null;
  readonly reactions: readonly DraftReaction[];
}

/** Somebody in an export. Two may have one name. */
export interface DraftPerson {
  readonly key: string;
  readonly name: string;
}

/** Longest text of one message, UTF-16 code units; longer text goes on in the next. */
export const MAX_TEXT = 65_536;
/** Most lines kept of those that could not be read, and how much of each. */
export const UNREAD = { most: 1000, length: 2000 } as const;

/** A draft of which only is known when, whose, and what was said. */
export function plainDraft(at: number, author: string | null, text: string): ImportDraft {
  const none = { file: null, edited: null, isRecalled: false, isForwarded: false, number: null, replyTo: null };
  return { at, author, text, ...none, reactions: [] };
}

/** What could not be read, as it stood there (IMP-5). */
export class UnreadLines {
  private readonly kept: string[] = [];
  private number = 0;

  add(line: string): void {
    this.number += 1;
    if (this.kept.length < UNREAD.most) this.kept.push(line.slice(0, UNREAD.length).toWellFormed());
  }

  get count(): number {
    return this.number;
  }

  /** The first of them. */
  get lines(): readonly string[] {
    return this.kept;
  }
}

/** A draft whose text is too long as several, each of its author (IMP-5). */
export function splitDraft(draft: ImportDraft): readonly ImportDraft[] {
  if (draft.text.length <= MAX_TEXT) return [draft];
  const parts: ImportDraft[] = [];
  for (let at = 0; at < draft.text.length; at += MAX_TEXT) {
    const text = draft.text.slice(at, at + MAX_TEXT).toWellFormed();
    parts.push(at === 0 ? { ...draft, text } : plainDraft(draft.at, draft.author, text));
  }
  return parts;
}
