import type { AccountId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { plainWords } from '@domain/chat/plainWords.ts';
import { PreferenceKeep } from '@domain/preference/kept.ts';
import {
  MAX_REFUSALS,
  MAX_REFUSAL_NOTE,
  MAX_REFUSAL_WORDS,
  type Refusal,
  decodeRefusal,
  encodeRefusal,
  refusalId,
} from '@domain/preference/refusals.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, Stored } from '@ports/documentStore.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import { Turn } from '../turn.ts';
import type { NewReport } from '../workspace/preferenceWorkspace.ts';

/** What the log works with. */
export interface RefusalLogParts {
  readonly store: Pick<DocumentStore, 'feed' | 'message'>;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  readonly clock: Pick<Clock, 'now'>;
  /** As somebody is called here; null where that is not known. */
  readonly nameOf: (account: AccountId, space: SpaceId | null) => Promise<string | null>;
}

/** Writes down what the person refused, and why (PRE-12). It is kept on this device, and nobody is told. */
export class RefusalLog {
  private readonly parts: RefusalLogParts;
  private readonly turn = new Turn();
  private lastAt = 0;

  constructor(parts: RefusalLogParts) {
    this.parts = parts;
  }

  /** Newest first. */
  async all(): Stored<readonly Refusal[]> {
    const kept = await this.parts.store.feed.keeps.all(PreferenceKeep.refusal);
    if (!kept.ok) return kept;
    const read = kept.value.flatMap(({ bytes }) => decodeRefusal(bytes) ?? []);
    return ok(read.toSorted((one, other) => other.at - one.at));
  }

  /** Notes a deed. What cannot be noted hinders nobody. */
  note(deed: Refusal['deed'], account: AccountId, name: string | null): Stored {
    return this.turn.take(() => this.add({ deed, account, reason: null, note: '', message: null }, name));
  }

  /** Notes a report, with the words it is about as they are here. */
  report({ account, reason, note, message }: NewReport): Stored {
    return this.turn.take(async () => {
      const about = message === null ? null : await this.parts.store.message(message.space, message.id);
      if (about !== null && !about.ok) return about;
      const said = about?.value ?? null;
      const words =
        said === null
          ? null
          : { space: said.space, id: said.id, at: said.at, text: clip(plainWords(said.body), MAX_REFUSAL_WORDS) };
      const name = await this.parts.nameOf(account, message?.space ?? null);
      return this.add({ deed: 'reported', account, reason, note: clip(note, MAX_REFUSAL_NOTE), message: words }, name);
    });
  }

  /** Says why of an entry; nothing where there is none. */
  explain(entry: Pick<Refusal, 'at' | 'account'>, { reason, note }: Pick<Refusal, 'reason' | 'note'>): Stored {
    return this.turn.take(async () => {
      const all = await this.all();
      if (!all.ok) return all;
      const known = all.value.find(({ at, account }) => at === entry.at && account === entry.account);
      if (known === undefined) return ok();
      return this.put({ ...known, reason, note: clip(note, MAX_REFUSAL_NOTE) });
    });
  }

  /** Forgets everything. */
  clear(): Stored {
    return this.turn.take(() => this.drop(0));
  }

  private async add(entry: Omit<Refusal, 'at' | 'name'>, name: string | null): Stored {
    // Two in one millisecond are two.
    this.lastAt = Math.max(this.parts.clock.now(), this.lastAt + 1);
    const put = await this.put({ ...entry, at: this.lastAt, name: clip(name ?? '', 256) });
    return put.ok ? this.drop(MAX_REFUSALS) : put;
  }

  private put(refusal: Refusal): Stored {
    return this.parts.keeper.put([
      { kind: PreferenceKeep.refusal, id: refusalId(refusal), bytes: encodeRefusal(refusal) },
    ]);
  }

  /** Takes away all but the newest. */
  private async drop(most: number): Stored {
    const kept = await this.parts.store.feed.keeps.all(PreferenceKeep.refusal);
    if (!kept.ok) return kept;
    const old = kept.value.slice(0, Math.max(0, kept.value.length - most));
    for (const { id } of old) {
      const removed = await this.parts.keeper.remove(PreferenceKeep.refusal, id);
      if (!removed.ok) return removed;
    }
    return ok();
  }
}

function clip(text: string, most: number): string {
  return text.toWellFormed().slice(0, most).toWellFormed();
}
