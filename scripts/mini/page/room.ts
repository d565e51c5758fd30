/** The chat that the kit plays: what was said in the program, and which of the people in it have it. */
import type { AccountId } from '@shared/ids.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { ProgramLog, ProgramRow, ProgramStream, ProgramWriter } from '@services/mini/programLog.ts';

/** Something that was said. */
export interface Said {
  readonly author: AccountId;
  readonly name: string;
  readonly at: number;
  readonly stream: ProgramStream;
  readonly bytes: Uint8Array;
  /** Where each person has it, by name: serials are each device's own. */
  readonly serials: Readonly<Record<string, number>>;
}

/** Carries what is said to everyone who is online. */
export class Room {
  private readonly all = writableSnapshot<readonly Said[]>([]);
  private readonly logs: RoomLog[] = [];

  /** In the order in which it was said; what was said offline, too. */
  get said(): Snapshot<readonly Said[]> {
    return this.all;
  }

  /** Someone comes in and gets what was said before: one author after the other, which is an order a real late joiner may see. */
  join(account: AccountId, name: string): RoomLog {
    const log = new RoomLog({ account, name }, this);
    this.logs.push(log);
    const authors = [...new Set(this.all.get().map((said) => said.author))].toReversed();
    const isHad = this.isHadOnline();
    for (const author of authors) this.deliver(log, (said) => said.author === author && isHad(said));
    return log;
  }

  leave(log: RoomLog): void {
    this.logs.splice(this.logs.indexOf(log), 1);
  }

  say(from: RoomLog, stream: ProgramStream, bytes: Uint8Array): void {
    const { account: author, name } = from.owner;
    const said: Said = { author, name, at: Date.now(), stream, bytes, serials: {} };
    this.all.set([...this.all.get(), said]);
    this.deliver(from, (other) => other === said);
    for (const log of this.logs) if (log !== from && log.isOnline.get()) this.exchange(log);
  }

  /** Gives someone what they do not have yet of what has left its author's device, and the others what they said meanwhile. */
  reconnect(log: RoomLog): void {
    this.exchange(log);
    for (const other of this.logs) if (other !== log && other.isOnline.get()) this.exchange(other);
  }

  private exchange(log: RoomLog): void {
    this.deliver(log, this.isHadOnline());
  }

  /** What someone who is online has can be had from them. */
  private isHadOnline(): (said: Said) => boolean {
    const online = new Set(this.logs.filter(({ isOnline }) => isOnline.get()).map(({ owner }) => owner.name));
    return ({ serials }) => Object.keys(serials).some((name) => online.has(name));
  }

  private deliver(log: RoomLog, isWanted: (said: Said) => boolean): void {
    const { account, name } = log.owner;
    const next = this.all.get().map((said) => {
      const isPrivate = said.stream.scope === 'person' && said.author !== account;
      if (isPrivate || Object.hasOwn(said.serials, name) || !isWanted(said)) return said;
      return { ...said, serials: { ...said.serials, [name]: log.take(said) } };
    });
    this.all.set(next);
    log.tell();
  }
}

/** One person's log of a {@link Room}. Serials have gaps, as they may. */
export class RoomLog implements ProgramLog, ProgramWriter {
  readonly owner: { readonly account: AccountId; readonly name: string };
  readonly isOnline = writableSnapshot(true);
  private readonly room: Room;
  private readonly streams = new Map<string, ProgramRow[]>();
  private readonly watchers = new Map<string, Set<() => void>>();
  private readonly untold = new Set<string>();
  private serial = 0;

  constructor(owner: RoomLog['owner'], room: Room) {
    this.owner = owner;
    this.room = room;
  }

  goOnline(isOnline: boolean): void {
    if (isOnline === this.isOnline.get()) return;
    this.isOnline.set(isOnline);
    if (isOnline) this.room.reconnect(this);
  }

  rows(stream: ProgramStream, after: number, limit: number): Promise<Result<readonly ProgramRow[], Failure>> {
    const rows = this.rowsOf(stream).filter(({ serial }) => serial > after);
    return Promise.resolve(ok(rows.slice(0, limit)));
  }

  last(stream: ProgramStream): Promise<Result<number, Failure>> {
    return Promise.resolve(ok(this.rowsOf(stream).at(-1)?.serial ?? 0));
  }

  watch(stream: ProgramStream, onAdded: () => void): () => void {
    const key = keyOf(stream);
    const listeners = this.watchers.get(key) ?? new Set();
    this.watchers.set(key, listeners.add(onAdded));
    return () => listeners.delete(onAdded);
  }

  say(stream: ProgramStream, bytes: Uint8Array): Promise<Result<void, never>> {
    this.room.say(this, stream, bytes);
    return Promise.resolve(ok());
  }

  /** Answers the serial it has here. */
  take({ author, stream, bytes }: Said): number {
    this.serial += this.serial % 4 === 3 ? 2 : 1;
    this.rowsOf(stream).push({ serial: this.serial, author, bytes });
    this.untold.add(keyOf(stream));
    return this.serial;
  }

  /** Tells who watches what was taken since. */
  tell(): void {
    for (const key of this.untold) for (const onAdded of this.watchers.get(key) ?? []) onAdded();
    this.untold.clear();
  }

  private rowsOf(stream: ProgramStream): ProgramRow[] {
    const rows = this.streams.get(keyOf(stream)) ?? [];
    this.streams.set(keyOf(stream), rows);
    return rows;
  }
}

function keyOf({ scope, document }: ProgramStream): string {
  return `${scope}/${document ?? ''}`;
}
