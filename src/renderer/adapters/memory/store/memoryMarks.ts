/** Read marks, pins, files and acknowledgements in memory. */
import type { AccountId, BlobId, SpaceId } from '@shared/ids.ts';
import { type AttachmentRecord, wordsAttachment } from '@domain/chat/marks.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { type IntakeState, marksOf, pinKey, readMarkKey } from '@domain/intake/intake.ts';
import type { Acknowledgement } from '@ports/documentStore.ts';
import type { MemoryTables } from './memoryDisk.ts';

/** Files of one space or of all, newest first. */
export function attachmentsIn(
  tables: MemoryTables,
  { space, since }: { readonly space: SpaceId | null; readonly since: number },
): readonly AttachmentRecord[] {
  const spaces = space === null ? [...tables.spaces.values()] : [tables.space(space)];
  const held = spaces.flatMap(({ attachments }) => [...attachments.values()]);
  return held.filter(({ at }) => at >= since).toSorted((first, second) => second.at - first.at);
}

/** Messages that carry a blob, or whose words it holds. */
export function attachmentsOf(tables: MemoryTables, blob: BlobId): readonly AttachmentRecord[] {
  const ends = [...tables.spaces.values()].flatMap((held) => [...held.ends.values()]);
  const words = ends.map(wordsAttachment);
  return [...attachmentsIn(tables, { space: null, since: 0 }), ...words].filter((row) => row.blob === blob);
}

/** The read marks and pins a batch speaks of. */
export function marksIn(
  tables: MemoryTables,
  events: readonly AdmittedEvent[],
  self: AccountId,
): Pick<IntakeState, 'readMarks' | 'pins'> {
  const wanted = marksOf(events, self);
  const marks = wanted.readMarks.flatMap(([space, account]) => {
    const mark = tables.space(space).readMarks.get(readMarkKey({ space, account }));
    return mark === undefined ? [] : [[readMarkKey(mark), mark.at] as const];
  });
  const pins = wanted.pins.flatMap(([space, message]) => {
    const pin = tables.space(space).pins.get(pinKey({ space, message }));
    return pin === undefined ? [] : [[pinKey(pin), pin] as const];
  });
  return { readMarks: new Map(marks), pins: new Map(pins) };
}

/** Keeps an acknowledgement that goes farther than the known one. */
export function acknowledge(tables: MemoryTables, next: Acknowledgement): void {
  const { acknowledgements } = tables.space(next.space);
  const name = next.device + next.chain;
  if (next.seq <= (acknowledgements.get(name)?.seq ?? -1)) return;
  acknowledgements.set(name, next);
  tables.changed(`acknowledgements/${next.space}`);
}
