/** What comes below what is held of a chain lies mostly in sealed buckets, and is written as packs at once (STO-68). */
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { IntakePlan } from '@domain/intake/intake.ts';
import { LEAST_PACKED, packNew, runOf } from './eventPack.ts';
import type { EventPack, EventRow } from './schema.ts';

/**
 * Packs of what of these lies in a bucket before `open`, where it is enough to be worth one. That their chain has left the bucket behind is
 * seen again when they are written.
 */
export async function packsOf(events: readonly AdmittedEvent[], open: number): Promise<readonly EventPack[]> {
  const packs: EventPack[] = [];
  let rest = events.filter(({ bucket }) => bucket < open).map(eventRow);
  while (rest.length >= LEAST_PACKED) {
    const run = runOf(rest);
    rest = rest.slice(run.length);
    // One after another: together they would hold the thread for as long as all of them take.
    // What cannot be packed is written as rows.
    const pack = run.length < LEAST_PACKED ? null : await packNew(run).catch(() => null);
    if (pack !== null) packs.push(pack);
  }
  return packs;
}

/** Which packs may be written, as their chain has left their bucket behind, and which events are left to be rows. */
export function layOut(
  { events, chains }: Pick<IntakePlan, 'events' | 'chains'>,
  packs: readonly EventPack[],
): { readonly packs: readonly EventPack[]; readonly rows: readonly AdmittedEvent[] } {
  const [chain] = chains;
  const sealed = packs.filter(({ bucket }) => chain !== undefined && bucket < chain.bucket);
  const isPacked = (seq: number) => sealed.some(({ firstSeq, lastSeq }) => seq >= firstSeq && seq <= lastSeq);
  return { packs: sealed, rows: events.filter(({ content }) => !isPacked(content.seq)) };
}

/** The row of an event. */
export function eventRow(event: AdmittedEvent): EventRow {
  const { id, bucket, author, sortAt, payload } = event;
  const { space, device, seq } = event.content;
  return { id, space, bucket, device, seq, author, sortAt, payload };
}
