import { type Result, fail, ok } from '@shared/result.ts';
import type { AccountId } from '@shared/ids.ts';
import { isWeeklyDue, superfluous } from '@domain/snapshot/keeping.ts';
import type { SnapshotListing, SnapshotReason } from '@domain/snapshot/listing.ts';
import type { Clock } from '@ports/clock.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';
import type { OpenedSnapshot, SnapshotShelf } from '@ports/snapshots.ts';
import type { Log } from '../diagnostics/log.ts';
import { Turn } from '../turn.ts';
import type { GoneBack } from '../workspace/snapshotWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { knownKey, snapshotKey } from './snapshotKey.ts';

/** What snapshots are kept with. */
export interface SnapshotParts {
  readonly shelf: SnapshotShelf;
  readonly account: AccountId;
  readonly vault: Pick<KeyVault, 'recall' | 'keep'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Pick<Random, 'bytes'>;
  readonly log: Log;
  /** Brings back what an opened one has. */
  readonly bringBack: (opened: OpenedSnapshot) => Promise<Result<GoneBack, WorkspaceError>>;
}

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

  /** Whatever does not go leaves all as it is, but for what was brought back before: it can be begun again, and gone back from (SNP-10, SNP-13). */
  goBack(id: string): Ended<GoneBack> {
    return this.turn.take(async () => {
      const { shelf, account, clock, bringBack } = this.parts;
      const key = await this.keyOf();
      if (!key.ok) return key;
      const opened = await shelf.open({ account, id, key: key.value });
      if (!opened.ok) return opened;
      try {
        const before = await this.takeNow('before-return', clock.now(), id);
        return before.ok ? await bringBack(opened.value) : before;
      } finally {
        await opened.value.end();
      }
    });
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
    const { shelf, account, vault, random } = this.parts;
    const key = await snapshotKey(vault, random);
    if (!key.ok) return vaultFailure(key.error);
    const taken = await shelf.take({ account, reason, madeAt, key: key.value });
    if (!taken.ok) return taken;
    const listed = await shelf.list(account);
    for (const { id } of listed.ok ? superfluous(listed.value) : [])
      if (id !== needed && id !== taken.value.id) await shelf.remove(account, id);
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
