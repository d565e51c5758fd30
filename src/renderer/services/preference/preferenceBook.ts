import * as v from 'valibot';
import { type SpaceId, isIdText } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { compareBytes } from '@domain/codec/bytes.ts';
import { type Folder, MAX_FOLDERS, folderSchema } from '@domain/preference/folders.ts';
import { ALL_CHATS, type KeptFolder, PreferenceKeep, decodeFolder, encodeFolder } from '@domain/preference/kept.ts';
import { type ChatPreferences, FOREVER, MAX_PINNED, defaultPreferences } from '@domain/preference/preferences.ts';
import {
  type Registers,
  changedRegisters,
  decodeRegisters,
  encodeRegisters,
  mergedRegisters,
  preferencesOf,
} from '@domain/preference/registers.ts';
import { type Wallpaper, wallpaperSchema } from '@domain/preference/wallpaper.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import { Turn } from '../turn.ts';
import { NO_WALLPAPER, PREFERENCES_NAME, type PreferenceView } from './preferenceView.ts';

/** What the book works with. */
export interface PreferenceBookParts {
  readonly store: Pick<DocumentStore, 'feed' | 'values'>;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  readonly clock: Clock;
}

/** Ids of what was chosen about on this device. */
export interface ChosenHere {
  readonly chats: readonly string[];
  readonly folders: readonly string[];
}

type Kept = Result<void, StoreError>;
const NOTHING: Registers = new Map();
/** Longest a timer is set for, ms: longer ones of the platform go off at once. */
const LONGEST_WAIT = 24 * 3_600_000;

/** What the person chose about chats: in memory, in the store, in the journal, and told to the tabs (PRE-2…PRE-4). One change at a time. */
export class PreferenceBook {
  private readonly parts: PreferenceBookParts;
  private readonly turn = new Turn();
  private chats = new Map<string, Registers>();
  private folders = new Map<string, KeptFolder>();
  /** What choices come to, once they were read; a change makes others. */
  private readonly read = new WeakMap<Registers, ChatPreferences>();
  /** Whether a chat is on this device alone, see {@link keepHere}. */
  isHereAlone: (id: string) => boolean = () => false;
  private stopWaiting: Disposer = () => undefined;
  /** Hears what the person chose here, to be told to other own devices (DEV-17). */
  private onChosen: (chosen: ChosenHere) => void = () => undefined;

  constructor(parts: PreferenceBookParts) {
    this.parts = parts;
  }

  /** Reads what is kept, and publishes it. */
  load(): Promise<Kept> {
    return this.turn.take(async () => {
      const { keeps } = this.parts.store.feed;
      const [chats, folders] = [await keeps.all(PreferenceKeep.chat), await keeps.all(PreferenceKeep.folder)];
      if (!chats.ok) return chats;
      if (!folders.ok) return folders;
      this.chats = new Map(
        chats.value.flatMap(({ id, bytes }) => {
          const registers = decodeRegisters(bytes);
          return registers === null ? [] : [[id, registers] as const];
        }),
      );
      this.folders = new Map(
        folders.value.flatMap(({ id, bytes }) => {
          const kept = decodeFolder(bytes);
          return kept === null ? [] : [[id, kept] as const];
        }),
      );
      return this.publish();
    });
  }

  /** Of which chats other own devices hear nothing, as they have them not (PRE-14). */
  keepHere(isHereAlone: (id: string) => boolean): void {
    this.isHereAlone = isHereAlone;
  }

  /** Who tells other own devices of choices. */
  tellTo(listener: (chosen: ChosenHere) => void): void {
    this.onChosen = listener;
  }

  /** Every choice as it is kept, for another own device. */
  get all(): { readonly chats: ReadonlyMap<string, Registers>; readonly folders: ReadonlyMap<string, KeptFolder> } {
    return { chats: this.chats, folders: this.folders };
  }

  /** Takes what another own device chose about a chat: of each field the later choice (PRE-2). */
  mergeChat(id: string, theirs: Registers): Promise<Kept> {
    return this.turn.take(async () => {
      const next = mergedRegisters(this.chats.get(id) ?? NOTHING, theirs);
      const kept = await this.parts.keeper.put([{ kind: PreferenceKeep.chat, id, bytes: encodeRegisters(next) }]);
      if (!kept.ok) return kept;
      this.chats.set(id, next);
      return this.publish();
    });
  }

  /** The same of a folder: the later one stands, of equal times that of the greater bytes. */
  mergeFolder(id: string, theirs: KeptFolder): Promise<Kept> {
    return this.turn.take(async () => {
      const [ours, bytes] = [this.folders.get(id), encodeFolder(theirs)];
      const isLater = ours === undefined || theirs.at > ours.at;
      if (!isLater && (theirs.at < ours.at || compareBytes(bytes, encodeFolder(ours)) <= 0)) return ok();
      const kept = await this.parts.keeper.put([{ kind: PreferenceKeep.folder, id, bytes }]);
      if (!kept.ok) return kept;
      this.folders.set(id, theirs);
      return this.publish();
    });
  }

  /** What was chosen about a chat. */
  of(space: SpaceId): ChatPreferences {
    const registers = this.chats.get(space);
    if (registers === undefined) return defaultPreferences;
    // Asked for every event that comes, of a history of many thousands too.
    const known = this.read.get(registers) ?? preferencesOf(registers);
    this.read.set(registers, known);
    return known;
  }

  /** When a field of a chat was chosen, ms; 0: never. */
  chosenAt(space: SpaceId, field: keyof ChatPreferences): number {
    return this.chats.get(space)?.get(field)?.at ?? 0;
  }

  /** Every picture that stands behind messages. */
  pictures(): ReadonlySet<Extract<Wallpaper, { kind: 'picture' }>['blob']> {
    const all = [...this.chats.values()].map((registers) => wallpaperIn(registers));
    return new Set(all.flatMap((wallpaper) => (wallpaper?.kind === 'picture' ? [wallpaper.blob] : [])));
  }

  /** Chooses about one chat. */
  choose(space: SpaceId, choice: Partial<ChatPreferences>): Promise<Kept> {
    return this.change(() => new Map([[space, choice]]));
  }

  /** These are pinned, in this order; whatever was pinned beside them is not any more (PRE-5). */
  pin(spaces: readonly SpaceId[]): Promise<Kept> {
    const wanted = [...new Set(spaces)].slice(0, MAX_PINNED);
    return this.change(() => {
      const before = [...this.chats].filter(([, registers]) => preferencesOf(registers).pinned !== null);
      const out = before.filter(([id]) => !wanted.some((space) => space === id));
      return new Map<string, Partial<ChatPreferences>>([
        ...out.map(([id]) => [id, { pinned: null }] as const),
        ...wanted.map((space, pinned) => [space, { pinned }] as const),
      ]);
    });
  }

  /** Behind the messages of all chats. */
  setWallpaper(wallpaper: Wallpaper): Promise<Kept> {
    return this.change(() => new Map([[ALL_CHATS, { wallpaper }]]));
  }

  /** Forgets what was chosen about a chat that is deleted here. */
  forget(space: SpaceId): Promise<Kept> {
    return this.turn.take(async () => {
      if (!this.chats.has(space)) return ok();
      const removed = await this.parts.keeper.remove(PreferenceKeep.chat, space);
      if (!removed.ok) return removed;
      this.chats.delete(space);
      return this.publish();
    });
  }

  /** The folders in their order. */
  get shownFolders(): readonly Folder[] {
    return [...this.folders.values()]
      .flatMap(({ folder }) => (folder === null ? [] : [folder]))
      .toSorted((one, other) => one.place - other.place || (one.id < other.id ? -1 : 1));
  }

  /** Keeps what `change` makes of the folders; `setting-invalid` where there would be too many, or one does not fit. */
  changeFolders(
    change: (shown: readonly Folder[]) => readonly Folder[],
  ): Promise<Result<void, StoreError | Failure<'setting-invalid'>>> {
    return this.turn.take(async () => {
      const before = this.shownFolders;
      const next = change(before);
      if (next.length > MAX_FOLDERS || !next.every((folder) => v.is(folderSchema, folder)))
        return fail('setting-invalid', 'too many folders, or one that does not fit');
      const now = this.parts.clock.now();
      const gone = before.filter(({ id }) => next.every((folder) => folder.id !== id));
      const changed = next.filter((folder) => !before.includes(folder));
      const rows = [
        ...gone.map(({ id }) => [id, { at: this.after(id, now), folder: null }] as const),
        ...changed.map((folder) => [folder.id, { at: this.after(folder.id, now), folder }] as const),
      ];
      const kept = await this.parts.keeper.put(
        rows.map(([id, row]) => ({ kind: PreferenceKeep.folder, id, bytes: encodeFolder(row) })),
      );
      if (!kept.ok) return kept;
      for (const [id, row] of rows) this.folders.set(id, row);
      this.onChosen({ chats: [], folders: rows.map(([id]) => id) });
      return this.publish();
    });
  }

  dispose(): void {
    this.stopWaiting();
  }

  private after(id: string, now: number): number {
    return Math.max(now, (this.folders.get(id)?.at ?? 0) + 1);
  }

  private change(changes: () => ReadonlyMap<string, Partial<ChatPreferences>>): Promise<Kept> {
    return this.turn.take(async () => {
      const { keeper, clock } = this.parts;
      const made = [...changes()].flatMap(([id, change]) => {
        const before = this.chats.get(id) ?? NOTHING;
        const next = changedRegisters(before, change, clock.now());
        return next === before ? [] : [{ id, next }];
      });
      const kept = await keeper.put(
        made.map(({ id, next }) => ({ kind: PreferenceKeep.chat, id, bytes: encodeRegisters(next) })),
      );
      if (!kept.ok) return kept;
      for (const { id, next } of made) this.chats.set(id, next);
      this.onChosen({ chats: made.map(({ id }) => id), folders: [] });
      return made.length === 0 ? ok() : this.publish();
    });
  }

  private async publish(): Promise<Kept> {
    this.waitForEnd();
    const chats = Object.fromEntries(
      [...this.chats].filter(([id]) => isIdText(id)).map(([id, registers]) => [id, preferencesOf(registers)] as const),
    );
    const all = this.chats.get(ALL_CHATS);
    const wallpaper = (all === undefined ? null : wallpaperIn(all)) ?? NO_WALLPAPER;
    const value: PreferenceView = { chats, folders: this.shownFolders, wallpaper };
    return this.parts.store.values.put({ name: PREFERENCES_NAME, value });
  }

  /** A chat that was muted for a while is told of as not muted when that is over. */
  private waitForEnd(): void {
    this.stopWaiting();
    const now = this.parts.clock.now();
    const ends = [...this.chats]
      .map(([id, registers]) => ({ id, until: preferencesOf(registers).mutedUntil }))
      .filter(({ until }) => until > 0 && until < FOREVER);
    if (ends.length === 0) return;
    const next = Math.min(...ends.map(({ until }) => until));
    this.stopWaiting = this.parts.clock.after(Math.min(Math.max(next - now, 0), LONGEST_WAIT), () => {
      const over = ends.filter(({ until }) => until <= this.parts.clock.now());
      if (over.length === 0) this.waitForEnd();
      else void this.change(() => new Map(over.map(({ id }) => [id, { mutedUntil: 0 }])));
    });
  }
}

function wallpaperIn(registers: Registers): Wallpaper | null {
  const read = v.safeParse(wallpaperSchema, registers.get('wallpaper')?.value);
  return read.success ? read.output : null;
}
