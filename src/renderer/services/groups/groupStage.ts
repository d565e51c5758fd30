import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { Turn } from '../turn.ts';
import type { GroupBook } from './groupBook.ts';
import { goneOf, linesOf } from './groupLines.ts';
import { namesName, viewName } from './groupView.ts';
import { namesOf, viewOf } from './viewOfGroup.ts';
import type { HiddenWords } from './hiddenWords.ts';
import type { KnownGroup } from './knownGroup.ts';

/** What showing groups works with. */
export interface GroupStageParts {
  readonly self: AccountId;
  readonly store: DocumentStore;
  readonly groups: GroupBook;
  readonly hidden: HiddenWords;
}

/** Keeps what the screens read of groups in step with their rosters: lines, views, what is not to be seen (GRS-7 to GRS-10). */
export class GroupStage {
  private readonly lines = new Map<SpaceId, readonly MessageRecord[]>();
  /** Groups whose view is to be written. */
  private readonly due = new Map<SpaceId, KnownGroup>();
  private readonly writing = new Turn();
  private readonly parts: GroupStageParts;

  constructor(parts: GroupStageParts) {
    this.parts = parts;
  }

  /** Follows the group book from here on; call before it is loaded. */
  start(): void {
    this.parts.groups.listen((before, after) => this.follow(before, after));
  }

  private async follow(before: KnownGroup | null, after: KnownGroup | null): Promise<void> {
    const space = (after ?? before)?.record.space;
    if (space === undefined) return;
    if (after === null) return this.clear(space);
    await this.showLines(after);
    this.showView(after);
    if (before === null) return;
    this.parts.hidden.onRules(space, before.rules, after.rules);
    this.parts.hidden.onGaps(space, before.roster.gaps, after.roster.gaps);
  }

  private async showLines(group: KnownGroup): Promise<void> {
    const { store, self } = this.parts;
    const { space } = group.record;
    const wanted = [...linesOf(group, self), ...removalLine(group, self)];
    const shown = this.lines.get(space);
    const digest = { lines: wanted.map(lineKey) };
    if (shown === undefined && (await this.holds(linesName(space), digest))) {
      this.lines.set(space, wanted);
      return;
    }
    // What stands in the store since the last start is a part of what the acts here can say.
    const stale = shown ?? group.acts.map((act) => ({ ...blank(space, self), ...act }));
    const gone = goneOf(stale, wanted);
    const known = new Set(shown?.map(lineKey));
    const fresh = wanted.filter((line) => !known.has(lineKey(line)));
    if (fresh.length + gone.length > 0) {
      const put = await store.putNotices(space, fresh, gone);
      if (!put.ok) return;
      await this.keep(linesName(space), digest);
    }
    this.lines.set(space, wanted);
  }

  private async holds(name: string, value: unknown): Promise<boolean> {
    const stored = await this.parts.store.values.get(name);
    if (!stored.ok || stored.value === null) return false;
    return equalBytes(encodeCanonical(stored.value.value), encodeCanonical(value));
  }

  /**
   * Writes the view, soon: of several changes in a row only the last is written, as the faces of five hundred people are
   * some megabytes.
   */
  private showView(group: KnownGroup): void {
    const { space } = group.record;
    const isDue = this.due.has(space);
    this.due.set(space, group);
    if (isDue) return;
    void this.writing.take(async () => {
      const newest = this.due.get(space);
      this.due.delete(space);
      if (newest === undefined) return;
      const view = viewOf(newest, this.parts.self);
      await this.keep(viewName(space), view);
      await this.keep(namesName(space), namesOf(view));
    });
  }

  /** Writes a value unless it is there: at each start all of them are made anew. */
  private async keep(name: string, value: unknown): Promise<void> {
    const bytes = encodeCanonical(value);
    await this.parts.store.values.update(name, (stored) =>
      stored !== null && equalBytes(encodeCanonical(stored.value), bytes) ? null : { name, value },
    );
  }

  private async clear(space: SpaceId): Promise<void> {
    const { store, hidden } = this.parts;
    this.lines.delete(space);
    this.due.delete(space);
    await this.writing.take(async () => {
      await store.values.remove(linesName(space));
      await store.values.remove(viewName(space));
      await store.values.remove(namesName(space));
    });
    await hidden.forget(space);
  }
}

/** Name of the note, among the store's values, of which lines stand in a group's conversation. */
function linesName(space: SpaceId): string {
  return `group-lines:${space}`;
}

/** Who was removed is shown the act (GRS-12): it is not in the log here, so its line comes from the act itself. */
function removalLine({ record, seed, roster }: KnownGroup, self: AccountId): readonly MessageRecord[] {
  const event = record.state === 'removed' && seed.removal !== null ? decodeEvent(seed.removal) : null;
  if (event?.ok !== true || roster.effective.has(event.value.id)) return [];
  const { id, content } = event.value;
  const author = roster.devices.get(content.device);
  if (author === undefined) return [];
  const notice = { act: 'removed' as const, target: self, value: roster.members.get(self)?.profile.name ?? null };
  const { space } = record;
  const { device, seq, at } = content;
  return [{ id, space, at, author, device, seq, own: false, body: { kind: 'notice', notice } }];
}

function blank(space: SpaceId, self: AccountId): Pick<MessageRecord, 'space' | 'own' | 'body' | 'author'> {
  return { space, own: false, author: self, body: { kind: 'unsupported' } };
}

function lineKey({ id, body }: MessageRecord): string {
  return body.kind === 'notice' ? `${id} ${body.notice.act} ${body.notice.value ?? ''}` : id;
}
