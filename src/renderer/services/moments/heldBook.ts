import type { AccountId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { MomentKeep, encodeKept, readKeptPass } from '@domain/moments/kept.ts';
import { type Pass, isBetter, readPass } from '@domain/moments/pass.ts';
import type { HeldCircle, ShownPass } from '@domain/moments/visibility.ts';
import type { Stored } from '@ports/documentStore.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import { Turn } from '../turn.ts';

/** Most circles of one person one reads: more than anybody has audiences. */
const MOST_OF_ONE = 200;

/** Circles of others: the passes one was given, and those that others have shown (VIS-3, VIS-9). */
export class HeldBook {
  readonly held = new Map<SpaceId, HeldCircle>();
  readonly shown = new Map<AccountId, Map<SpaceId, ShownPass>>();
  private readonly bases = new Map<AccountId, readonly SpaceId[]>();
  private readonly byOwner = new Map<AccountId, Set<SpaceId>>();
  private readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  private readonly changed: () => void;
  private readonly turn = new Turn();

  constructor(keeper: Pick<FeedKeeper, 'put' | 'remove'>, changed: () => void) {
    this.keeper = keeper;
    this.changed = changed;
  }

  /** The circles of all contacts of somebody that one was let into. */
  basesOf(owner: AccountId): readonly SpaceId[] {
    return this.bases.get(owner) ?? [];
  }

  /** Circles of somebody that one was let into. */
  of(owner: AccountId): ReadonlySet<SpaceId> {
    return this.byOwner.get(owner) ?? new Set();
  }

  load(rows: readonly FeedKeep[]): void {
    for (const { bytes } of rows) {
      const kept = readKeptPass(bytes);
      const pass = kept === null ? null : readPass(kept.pass);
      if (kept !== null && pass?.ok === true) this.enter({ pass: pass.value, heard: kept.heard });
    }
  }

  /** Takes a pass one was given oneself, if it is better than what is held. The value is whether it is. */
  take(pass: Pass): Promise<boolean> {
    return this.turn.take(async () => {
      const known = this.held.get(pass.circle);
      if (known === undefined && this.of(pass.owner).size >= MOST_OF_ONE) return false;
      if (known !== undefined && !isBetter(pass, known.pass, known.heard)) return false;
      const kept = await this.keep({ pass, heard: Math.max(known?.heard ?? 0, pass.epoch) });
      return kept.ok;
    });
  }

  /** Everybody of whom one reads a circle. */
  get owners(): readonly AccountId[] {
    return [...this.byOwner.keys()];
  }

  /** Forgets somebody's circles. The value is which these were; those that could not be forgotten stay. */
  drop(owner: AccountId): Promise<readonly SpaceId[]> {
    return this.turn.take(async () => {
      const dropped: SpaceId[] = [];
      for (const circle of this.of(owner)) {
        const removed = await this.keeper.remove(MomentKeep.pass, circle);
        if (!removed.ok) continue;
        this.held.delete(circle);
        dropped.push(circle);
      }
      const left = [...this.of(owner)].filter((circle) => this.held.has(circle));
      if (left.length === 0) this.byOwner.delete(owner);
      else this.byOwner.set(owner, new Set(left));
      this.bases.delete(owner);
      this.shown.delete(owner);
      this.changed();
      return dropped;
    });
  }

  /** An epoch was heard of: passes of an older one are worth nothing here from now on, and not only once that is kept. */
  hear(circle: SpaceId, epoch: number): Stored {
    const known = this.held.get(circle);
    if (known === undefined || known.heard >= epoch) return Promise.resolve(ok());
    this.held.set(circle, { ...known, heard: epoch });
    this.changed();
    return this.turn.take(async () => {
      const now = this.held.get(circle);
      return now === undefined ? ok() : this.keep(now);
    });
  }

  /** Whether a pass that somebody shows says more than those they have shown. */
  isNews(account: AccountId, { circle, epoch, until }: Pass): boolean {
    const known = this.shown.get(account)?.get(circle);
    return known === undefined || known.epoch < epoch || known.until < until;
  }

  /** Notes verified passes that somebody showed. In memory alone: they are shown again at the next link. */
  show(account: AccountId, passes: readonly Pass[]): void {
    const shown = this.shown.get(account) ?? new Map<SpaceId, ShownPass>();
    for (const { circle, epoch, until, device, from, others } of passes)
      shown.set(circle, { epoch, until, device, from, others });
    this.shown.set(account, shown);
    this.changed();
  }

  private async keep(circle: HeldCircle): Stored {
    const { pass, heard } = circle;
    const bytes = encodeKept({ v: 1, owner: pass.owner, kind: pass.kind, pass: pass.packed, heard });
    const kept = await this.keeper.put([{ kind: MomentKeep.pass, id: pass.circle, bytes }]);
    if (!kept.ok) return kept;
    this.enter(circle);
    this.changed();
    return kept;
  }

  private enter(circle: HeldCircle): void {
    const { pass } = circle;
    this.byOwner.set(pass.owner, new Set(this.of(pass.owner)).add(pass.circle));
    this.held.set(pass.circle, circle);
    const bases = this.basesOf(pass.owner);
    if (pass.kind === 'base' && !bases.includes(pass.circle)) this.bases.set(pass.owner, [...bases, pass.circle]);
  }
}
