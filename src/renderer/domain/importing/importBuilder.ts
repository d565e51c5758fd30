import { cleanLine } from '@shared/cleanLine.ts';
import type { DraftPerson, ImportDraft } from './draft.ts';
import { type ImportedFile, type ImportedMessage, MAX_IMPORT_NAME, MOST_PEOPLE } from './records.ts';

/** Most people named with one sign. */
const MOST_NAMED = 100;

/** Makes messages as they are kept of what an export says, in its order: who is who, and what answers what. */
export class ImportBuilder {
  private readonly places = new Map<string, number>();
  private readonly names: string[] = [];
  /** Places of messages by the numbers the export knows them by. */
  private readonly numbers = new Map<number | string, number>();
  private next = 0;

  /** How many messages there are. */
  get count(): number {
    return this.next;
  }

  /** Names of people by their places. */
  get people(): readonly string[] {
    return this.names;
  }

  /** What the export knows them by, by the same places. */
  get keys(): readonly string[] {
    return [...this.places.keys()];
  }

  /** The place of somebody; null where nobody is known by that. */
  placeOf(key: string): number | null {
    return this.places.get(key) ?? null;
  }

  /** Somebody is in it; a later name takes the place of an earlier one. */
  meet({ key, name }: DraftPerson): void {
    const clean = cleanLine(name).slice(0, MAX_IMPORT_NAME).toWellFormed();
    const place = this.places.get(key);
    if (place !== undefined) {
      if (clean !== '') this.names[place] = clean;
    } else if (this.names.length < MOST_PEOPLE) {
      this.places.set(key, this.names.length);
      this.names.push(clean);
    }
  }

  /** The next message. Its author has to be met before. */
  add(draft: ImportDraft, file: ImportedFile | null): ImportedMessage {
    const { at, author, text, edited, isRecalled, isForwarded, number, replyTo } = draft;
    const reply = replyTo === null ? undefined : this.numbers.get(replyTo);
    if (number !== null) this.numbers.set(number, this.next);
    this.next += 1;
    const reactions = this.reactionsOf(draft);
    return {
      at,
      by: author === null ? null : this.placeOf(author),
      text: text.toWellFormed(),
      ...(file === null ? {} : { file }),
      ...(edited === null ? {} : { edited }),
      ...(isRecalled ? { recalled: true } : {}),
      ...(isForwarded ? { forwarded: true } : {}),
      ...(reply === undefined ? {} : { reply }),
      ...(reactions.length === 0 ? {} : { reactions }),
    };
  }

  private reactionsOf({ reactions }: ImportDraft): NonNullable<ImportedMessage['reactions']> {
    return reactions.map(({ sign, people, count }) => ({
      sign,
      by: people.flatMap((key) => this.placeOf(key) ?? []).slice(0, MOST_NAMED),
      count,
    }));
  }
}
