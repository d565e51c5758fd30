/** Replicas of one roster as replication keeps it: one branch of each chain, acts that stand in none, and where chains part. */
import { attested } from '@domain/group/attested.ts';
import { resolveRoster } from '@domain/group/resolveRoster.ts';
import type { Roster, RosterAct } from '@domain/group/roster.ts';
import type { DeviceId, EventId } from '@shared/ids.ts';
import { Branch, founding } from './story.ts';

/** What one honest device keeps. */
export class Replica {
  readonly name: string;
  private readonly chains = new Map<DeviceId, RosterAct[]>();
  private readonly loose = new Map<EventId, RosterAct>();
  private readonly ends = new Map<DeviceId, number>();

  constructor(name: string, acts: readonly RosterAct[]) {
    this.name = name;
    for (const act of acts) this.take([act]);
  }

  history() {
    const kept = [...this.chains.values()].flat().map((act) => ({ ...act, isLoose: false }));
    const loose = [...this.loose.values()].map((act) => ({ ...act, isLoose: true }));
    return attested([...kept, ...loose], (device) => this.ends.get(device) ?? null);
  }

  roster(): Roster {
    return resolveRoster(founding, this.acts());
  }

  acts(): readonly RosterAct[] {
    return this.history().acts;
  }

  /** Everything that is kept of the chains, whether it counts or not. */
  held(): readonly RosterAct[] {
    return [...this.chains.values()].flat();
  }

  /** Does something, having seen all that is history here. */
  do(deed: (branch: Branch) => RosterAct): RosterAct {
    const act = deed(new Branch([...this.acts()]));
    this.take([act]);
    return act;
  }

  /** Says what it saw of chains that part, if nobody did. */
  witness(): boolean {
    const { unseen } = this.history();
    if (unseen.length === 0) return false;
    const seen = [...unseen, ...this.roster().frontier];
    this.do((branch) => branch.act(this.name, { kind: 'group.witnessed' }, { seen }));
    return true;
  }

  /** Takes a piece of a chain, as admission does: what comes next, up to its end; another act at a place is a proof. */
  take(acts: readonly RosterAct[]): void {
    this.findFork(acts);
    for (const act of acts) {
      const chain = this.chains.get(act.device) ?? [];
      this.chains.set(act.device, chain);
      const isNext = act.seq === chain.length && act.prev === (chain.at(-1)?.id ?? null);
      if (isNext && act.seq <= (this.ends.get(act.device) ?? Infinity)) chain.push(act);
    }
  }

  /** Compares with another, both ways: proofs, chains as far as they go, and what is missing. */
  meet(other: Replica): void {
    for (const [one, two] of [
      [this, other],
      [other, this],
    ] as const) {
      for (const [device, end] of one.ends) two.end(device, end);
      for (const chain of one.chains.values()) two.findFork(chain);
    }
    for (const [one, two] of [
      [this, other],
      [other, this],
    ] as const) {
      for (const [device, chain] of one.chains) two.take(chain.slice(0, (one.ends.get(device) ?? Infinity) + 1));
      two.ask(one);
    }
  }

  private findFork(chain: readonly RosterAct[]): void {
    for (const act of chain) {
      const here = this.chains.get(act.device)?.[act.seq];
      if (here !== undefined && here.id !== act.id && here.prev === act.prev) this.end(act.device, act.seq - 1);
    }
  }

  private ask(other: Replica): void {
    const known = new Map([...other.held(), ...other.loose.values()].map((act) => [act.id, act]));
    for (;;) {
      const found = this.history().missing.flatMap((id) => known.get(id) ?? []);
      if (found.length === 0) return;
      for (const act of found) this.loose.set(act.id, act);
      this.findFork(found);
    }
  }

  private end(device: DeviceId, place: number): void {
    this.ends.set(device, Math.min(this.ends.get(device) ?? Infinity, place));
  }
}

/** Brings replicas together until nothing is new. */
export function gather(replicas: readonly Replica[]): void {
  for (let round = 0; round < 3; round += 1)
    for (const one of replicas) for (const other of replicas) if (one !== other) one.meet(other);
}
