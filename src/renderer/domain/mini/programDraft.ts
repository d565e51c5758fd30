import type { EventId, SpaceId } from '@shared/ids.ts';
import type { MessageRecord } from '../chat/message.ts';
import type { AdmittedEvent } from '../event/event.ts';
import type { CleanUpdate } from './cleanUpdate.ts';
import { withLine } from './infoLines.ts';
import { type PlacedPiece, type ProgramPiece, assemble, placesOf, readPiece } from './parts.ts';
import {
  type ProgramEntry,
  type ProgramLedger,
  type ProgramPart,
  type ProgramPlace,
  emptyLedger,
  programKey,
} from './records.ts';
import { type SaidText, newerText } from './said.ts';
import { readUpdate } from './updateText.ts';

/** What a store must know of programs before it can plan a batch: see `programsOf`. */
export interface ProgramsKnown {
  /** By `programKey`. */
  readonly ledgers: ReadonlyMap<string, ProgramLedger>;
  readonly parts: readonly ProgramPart[];
}

/** Places of a chain at which parts may stand, the last included. */
export interface PartRange extends ProgramPlace {
  readonly device: AdmittedEvent['content']['device'];
  readonly first: number;
  readonly last: number;
}

/** What to write of programs. */
export interface ProgramsPlan {
  readonly ledgers: readonly ProgramLedger[];
  readonly entries: readonly ProgramEntry[];
  readonly parts: readonly ProgramPart[];
  /** Lines of programs that gave way to newer ones (MIN-10): to be taken out before messages are put. */
  readonly goneLines: readonly { readonly space: SpaceId; readonly at: number; readonly id: EventId }[];
}

/** What a batch says in programs: which ledgers and parts a store must read before it plans. */
export function programsOf(events: readonly AdmittedEvent[]): {
  readonly ledgers: readonly ProgramPlace[];
  readonly parts: readonly PartRange[];
} {
  const ledgers = new Map<string, ProgramPlace>();
  const parts = new Map<string, PartRange>();
  for (const { content } of events) {
    if (!content.kind.startsWith('mini.')) continue;
    const piece = readPiece(content.kind, content.body);
    if (piece === null) continue;
    const { space, device, seq } = content;
    const place = { space, instance: piece.instance };
    ledgers.set(programKey(place), place);
    const { first, last } = placesOf({ ...piece, seq });
    if (first < last && first >= 0)
      parts.set(`${programKey(place)}${device}${first}`, { ...place, device, first, last });
  }
  return { ledgers: [...ledgers.values()], parts: [...parts.values()] };
}

/** What events say in programs, in whatever order they come (MIN-4, MIN-7, MIN-10, MPH-3). */
export class ProgramDraft {
  private readonly known: ProgramsKnown;
  private readonly ledgers = new Map<string, ProgramLedger>();
  private readonly entries: ProgramEntry[] = [];
  private readonly parts: ProgramPart[] = [];
  private readonly goneLines: { readonly space: SpaceId; readonly at: number; readonly id: EventId }[] = [];

  constructor(known: ProgramsKnown) {
    this.known = known;
  }

  plan(): ProgramsPlan {
    return {
      ledgers: [...this.ledgers.values()],
      entries: this.entries,
      parts: this.parts,
      goneLines: this.goneLines,
    };
  }

  /** Adds what one event says; the line it puts into the conversation, or null. */
  add(event: AdmittedEvent, own: boolean): MessageRecord | null {
    const piece = readPiece(event.content.kind, event.content.body);
    if (piece === null) return null;
    const place = { space: event.content.space, instance: piece.instance };
    const whole = piece.part === null ? { bytes: piece.bytes, at: event } : this.join(event, piece);
    return whole === null ? null : this.enter({ ...place, document: piece.document }, whole, own);
  }

  /** What the piece belongs to, when this makes it whole. It stands where its last part does. */
  private join(event: AdmittedEvent, piece: ProgramPiece): { readonly bytes: Uint8Array; readonly at: Origin } | null {
    const part = partOf(event, piece);
    if (part === null) return null;
    const { space, device } = event.content;
    const mates = [...this.known.parts, ...this.parts].filter((one) => one.space === space && one.device === device);
    this.parts.push(part);
    const bytes = assemble(placed(part), mates.map(placed));
    const { last } = placesOf(placed(part));
    const end = [part, ...mates].find(({ seq }) => seq === last);
    if (bytes === null || end === undefined) return null;
    const content = { space, device, seq: end.seq };
    return { bytes, at: { id: end.event, author: end.author, sortAt: end.at, content } };
  }

  private enter(
    stream: ProgramPlace & { readonly document: string | null },
    { bytes, at }: { readonly bytes: Uint8Array; readonly at: Origin },
    own: boolean,
  ): MessageRecord | null {
    const { space, instance, document } = stream;
    const update = document === null ? readUpdate(bytes) : null;
    if (document === null && update === null) return null;
    const key = programKey(stream);
    const before = this.ledgers.get(key) ?? this.known.ledgers.get(key) ?? emptyLedger(stream);
    const serial = before.serial + 1;
    this.entries.push({ space, instance, document: document ?? '', serial, author: at.author, bytes });
    const after = summedUp({ ...before, serial }, update, at);
    this.ledgers.set(key, after);
    if (update?.info === undefined) return null;
    return this.line(after, { origin: at, own, info: update.info, href: update.href ?? null });
  }

  private line(ledger: ProgramLedger, said: Line): MessageRecord | null {
    const { origin, own, info, href } = said;
    const { space, instance } = ledger;
    const message: MessageRecord = {
      id: origin.id,
      space,
      at: origin.sortAt,
      author: origin.author,
      device: origin.content.device,
      seq: origin.content.seq,
      own,
      body: { kind: 'program-info', instance, text: info, href },
    };
    const { author, sortAt: at, id } = origin;
    const taken = withLine(ledger.lines, { author, at, id, ...(href === null ? {} : { leads: true }) });
    if (taken === null) return null;
    if (taken.gone !== null) this.goneLines.push({ space, at: taken.gone.at, id: taken.gone.id });
    this.ledgers.set(programKey(ledger), { ...ledger, lines: taken.lines });
    return message;
  }
}

/** The ledger with what an update calls document and state. */
function summedUp(ledger: ProgramLedger, update: CleanUpdate | null, { sortAt, id }: Origin): ProgramLedger {
  const said = (text: string | undefined, known: SaidText | null) =>
    text === undefined ? known : newerText(known, { text, at: sortAt, event: id });
  return {
    ...ledger,
    document: said(update?.document, ledger.document),
    summary: said(update?.summary, ledger.summary),
  };
}

/** Where something was said. */
interface Origin extends Pick<AdmittedEvent, 'id' | 'author' | 'sortAt'> {
  readonly content: Pick<AdmittedEvent['content'], 'space' | 'device' | 'seq'>;
}

interface Line {
  readonly origin: Origin;
  readonly own: boolean;
  readonly info: string;
  readonly href: string | null;
}

function partOf(event: AdmittedEvent, { instance, document, part, bytes }: ProgramPiece): ProgramPart | null {
  const { space, device, seq } = event.content;
  if (part === null || part.index > seq) return null;
  const { id, author, sortAt } = event;
  const place = { space, instance, document: document ?? '', device, seq };
  return { ...place, author, at: sortAt, event: id, index: part.index, count: part.count, bytes };
}

function placed({ instance, document, index, count, seq, bytes }: ProgramPart): PlacedPiece {
  return { instance, document: document === '' ? null : document, part: { index, count }, seq, bytes };
}
