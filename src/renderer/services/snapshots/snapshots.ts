import { type Result, err, fail, ok } from '@shared/result.ts';
import type { AccountId } from '@shared/ids.ts';
import { isWeeklyDue, superfluous } from '@domain/snapshot/keeping.ts';
import type { SnapshotListing, SnapshotReason } from '@domain/snapshot/listing.ts';
import type { Clock } from '@ports/clock.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import type { StoreError } from '@ports/documentStore.ts';
import type { Random } from '@ports/random.ts';
import type { OpenedSnapshot, SnapshotError, SnapshotShelf } from '@ports/snapshots.ts';
import type { Log } from '../diagnostics/log.ts';
import { Turn } from '../turn.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { GoneBack, ReturnEnd } from '../workspace/snapshotWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { ComingBack, ReturnMark, ReturnMarks } from './returnMark.ts';
import { knownKey, snapshotKey } from './snapshotKey.ts';

/** What snapshots are kept with. */
export interface SnapshotParts {
  readonly shelf: SnapshotShelf;
  readonly account: AccountId;
  readonly vault: Pick<KeyVault, 'recall' | 'keep'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Pick<Random, 'bytes'>;
  readonly log: Log;
  readonly marks: ReturnMarks;
  /** Brings back what an opened one has. */
  readonly bringBack: (opened: OpenedSnapshot, coming: ComingBack) => Promise<Result<GoneBack, WorkspaceError>>;
  /** Has the chats of those whole who were coming back. */
  readonly makeWhole: (people: readonly AccountId[]) => Promise<Result<void, StoreError>>;
}

/** So long after it was cut short, or failed, a start may still end it by itself, ms: later it would undo what the person decided since. */
export const ALONE = 60 * 60_000;

/** Of these nothing is to be hoped with the next start. */
const LOST: ReadonlySet<string> = new Set<SnapshotError['code']>([
  'snapshot-absent',
  'snapshot-damaged',
  'snapshot-newer',
]);

type Ended<T = void> = Promise<Result<T, WorkspaceError>>;

/** The snapshots of this device: one thing at a time. */
export class Snapshots {
  private readonly parts: SnapshotParts;
  private readonly turn = new Turn();

  constructor(parts: SnapshotParts) {
    this.parts = parts;
  }

  list(): Ended<readonly SnapshotListing[]> {
    return this.parts.shelf.list(this.parts.account);
  }

  take(reason: SnapshotReason): Ended<SnapshotListing> {
    return this.turn.take(() => this.takeNow(reason, this.parts.clock.now()));
  }

  remove(id: string): Ended {
    return this.turn.take(() => this.parts.shelf.remove(this.parts.account, id));
  }

  /** Reads all of one. */
  check(id: string): Ended {
    return this.turn.take(async () => {
      const key = await this.keyOf();
      return key.ok ? this.parts.shelf.check({ account: this.parts.account, id, key: key.value }) : key;
    });
  }

  /**
   * Goes back to one (SNP-10). What does not go is undone at once, but for contacts that came back; what the end of the app cuts short goes on with a start
   * soon after ({@link resume}).
   */
  goBack(id: string): Ended<GoneBack> {
    return this.turn.take(() =>
      this.withOpened(id, async (opened) => {
        const { clock, marks, bringBack } = this.parts;
        const cut = await marks.read();
        const before = await this.takeNow('before-return', clock.now(), id);
        if (!before.ok) return before;
        const mark = { id, before: before.value.id, people: cut?.people ?? [], at: clock.now() };
        const begun = await marks.put(mark);
        if (!begun.ok) return err(storeFailure(begun.error));
        const back = await bringBack(opened, marks.comingBack(mark));
        if (!back.ok) {
          await this.undo(mark);
          return back;
        }
        await marks.clear();
        await marks.forget();
        return back;
      }),
    );
  }

  /** Ends a going back that was cut short or failed: goes on with the one, undoes the other (SNP-13), and leaves both where it is long ago (SNP-18). */
  resume(): Promise<void> {
    return this.turn.take(async () => {
      const { marks, bringBack, clock, log } = this.parts;
      const mark = await marks.read();
      if (mark === null) return;
      if (Math.abs(clock.now() - mark.at) > ALONE) {
        await this.leave(mark);
        return;
      }
      const isUndoing = mark.id === mark.before;
      const back = await this.withOpened(mark.id, (opened) => bringBack(opened, marks.comingBack(mark)));
      log.write(back.ok ? 'info' : 'warn', 'snapshots', `going back goes on: ${back.ok ? 'done' : back.error.code}`);
      if (back.ok) await this.endAs(isUndoing ? 'undone' : 'done');
      else if (!LOST.has(back.error.code)) await marks.tell('unfinished');
      else if (isUndoing) await this.leave(mark);
      else if (await this.undo(mark)) await marks.tell('undone');
    });
  }

  async returnTold(): Ended<ReturnEnd | null> {
    const told = await this.parts.marks.told();
    return told.ok ? told : err(storeFailure(told.error));
  }

  async forgetReturn(): Ended {
    const forgotten = await this.parts.marks.forget();
    return forgotten.ok ? forgotten : err(storeFailure(forgotten.error));
  }

  /**
   * Brings back what was before. That this is the way from now on is noted first: no start goes forward to what the person was told has failed. What cannot
   * be done now is tried with a start soon after; what never can is given up. Answers whether it is done.
   */
  private async undo(begun: ReturnMark): Promise<boolean> {
    const { marks, bringBack, clock, log } = this.parts;
    const { before, people } = (await marks.read()) ?? begun;
    const mark = { id: before, before, people, at: clock.now() };
    const turned = await marks.put(mark);
    const undone = await this.withOpened(before, (opened) => bringBack(opened, marks.comingBack(mark)));
    if (undone.ok) {
      await marks.clear();
      return true;
    }
    log.write('warn', 'snapshots', `going back is not undone: ${undone.error.code}`);
    if (LOST.has(undone.error.code)) await this.leave(mark);
    else {
      // Where there is no room to note the way there is none to go on with, either.
      const noted = turned.ok ? turned : await marks.put(mark);
      if (!noted.ok) await marks.clear();
      await marks.tell('unfinished');
    }
    return false;
  }

  /** Neither goes on nor undoes: the chats of those who came back are whole, and the person hears of it. */
  private async leave({ people }: ReturnMark): Promise<void> {
    const whole = await this.parts.makeWhole(people);
    this.parts.log.write('warn', 'snapshots', `going back is left: ${whole.ok ? 'chats are whole' : whole.error.code}`);
    if (whole.ok) await this.endAs('unfinished');
    else await this.parts.marks.tell('unfinished');
  }

  /** It is told before the mark goes: what ends between is told again, never left out. */
  private async endAs(end: ReturnEnd): Promise<void> {
    await this.parts.marks.tell(end);
    await this.parts.marks.clear();
  }

  private async withOpened<T>(id: string, act: (opened: OpenedSnapshot) => Ended<T>): Ended<T> {
    const { shelf, account } = this.parts;
    const key = await this.keyOf();
    if (!key.ok) return key;
    const opened = await shelf.open({ account, id, key: key.value });
    if (!opened.ok) return opened;
    try {
      return await act(opened.value);
    } finally {
      await opened.value.end();
    }
  }

  /** What is due by itself: one of what there was before the last migration, one a week (SNP-3). */
  takeDue(mayWait: boolean): Promise<void> {
    return this.turn.take(async () => {
      const { shelf, account, clock, log } = this.parts;
      await shelf.sweep(account);
      const listed = await shelf.list(account);
      if (!listed.ok) return;
      const updated = await shelf.lastUpdate(account);
      const hasUpdate = listed.value.some(({ reason, madeAt }) => reason === 'before-update' && madeAt === updated);
      const taken = [
        updated === null || hasUpdate ? null : await this.takeNow('before-update', updated),
        mayWait || !isWeeklyDue(listed.value, clock.now()) ? null : await this.takeNow('weekly', clock.now()),
      ];
      for (const one of taken) if (one?.ok === false) log.write('warn', 'snapshots', `not made: ${one.error.code}`);
    });
  }

  /** Makes one, then lets go of those beyond what stays; `needed` stays in any case. */
  private async takeNow(reason: SnapshotReason, madeAt: number, needed: string | null = null): Ended<SnapshotListing> {
    const { shelf, account, vault, random, marks } = this.parts;
    const key = await snapshotKey(vault, random);
    if (!key.ok) return vaultFailure(key.error);
    const taken = await shelf.take({ account, reason, madeAt, key: key.value });
    if (!taken.ok) return taken;
    const listed = await shelf.list(account);
    const mark = await marks.read();
    const stay = new Set([needed, taken.value.id, mark?.id, mark?.before]);
    for (const { id } of listed.ok ? superfluous(listed.value) : []) if (!stay.has(id)) await shelf.remove(account, id);
    return ok(taken.value);
  }

  private async keyOf(): Ended<Uint8Array> {
    const key = await knownKey(this.parts.vault);
    if (!key.ok) return vaultFailure(key.error);
    return key.value === null ? fail('snapshot-damaged', 'its key is gone') : ok(key.value);
  }
}

/** A vault that does not answer, as acts say it. */
export function vaultFailure({ code, message }: { readonly code: string; readonly message: string }): Failed {
  return { ok: false, error: { code: code === 'vault-locked' ? code : 'vault-unavailable', message } };
}

interface Failed {
  readonly ok: false;
  readonly error: WorkspaceError;
}
