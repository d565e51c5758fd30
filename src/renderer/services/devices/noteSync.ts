import * as v from 'valibot';
import type { Choice } from '@domain/device/choices.ts';
import { type UnitId, recordId } from '@domain/wallet/ids.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { UnitNotes } from '../wallet/unitNotes.ts';
import type { IsDue, OwnLog } from './ownLog.ts';

/** Amounts are text: a limit is the sum of many payments (WAL-4). */
const noteSchema = v.object({
  limit: v.nullable(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,30}$/),
      v.transform((digits) => BigInt(digits)),
    ),
  ),
  stance: v.nullable(v.picklist(['accepted', 'stopped'])),
});

/** What keeping notes on units the same on all own devices works with. */
export interface NoteSyncParts {
  readonly log: OwnLog;
  readonly notes: UnitNotes;
}

/** Which promises the person takes, up to how much, on all own devices (DEV-37). */
export class NoteSync {
  private readonly parts: NoteSyncParts;
  private stop: Disposer = () => undefined;

  constructor(parts: NoteSyncParts) {
    this.parts = parts;
    parts.log.on('unit', (choice) => this.onNote(choice));
  }

  /** Tells of every change from here on. */
  start(): void {
    this.stop = this.parts.notes.listen((unit) => this.say(unit));
  }

  dispose(): void {
    this.stop();
  }

  /** Tells of all that is due, once it was read. */
  tellAll(isDue: IsDue): Promise<void> {
    const { notes } = this.parts;
    return notes.whenOpen.then(() => {
      for (const unit of notes.all().keys()) if (isDue(`unit/${unit}`)) this.say(unit);
    });
  }

  private say(unit: UnitId): void {
    void this.parts.log.say(`unit/${unit}`, () => {
      const note = this.parts.notes.of(unit);
      if (note === null) return undefined;
      return { limit: note.limit === null ? null : String(note.limit), stance: note.stance };
    });
  }

  private async onNote({ key, value }: Choice): Promise<void> {
    const unit = recordId(key.slice('unit/'.length));
    const note = v.safeParse(noteSchema, value);
    if (unit.ok && note.success) await this.parts.notes.change(unit.value, note.output);
  }
}
