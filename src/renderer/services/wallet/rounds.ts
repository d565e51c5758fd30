import type { VerifiedRecord } from '@domain/wallet/record.ts';
import type { Log } from '../diagnostics/log.ts';
import { apartInTurn } from './apart.ts';

/** One thing a device does by itself; `fresh` is what came since the last round. */
export type RoundStep = (fresh: readonly VerifiedRecord[]) => Promise<unknown>;

/** What rounds are made with. */
export interface RoundParts {
  /** In their order. */
  readonly steps: readonly RoundStep[];
  /** False once nothing more may be done. */
  readonly mayGoOn: () => boolean;
  readonly log: Log;
}

/** Everything a device does by itself with its books, one round at a time (WSV-42): a step that fails by a bug keeps neither the others nor the next round from being done. */
export class Rounds {
  private readonly parts: RoundParts;
  private fresh: VerifiedRecord[] = [];
  private isWorking = false;
  private isAsked = false;

  constructor(parts: RoundParts) {
    this.parts = parts;
  }

  /** Asks for a round; what comes during one makes another. */
  ask(fresh: readonly VerifiedRecord[]): void {
    this.fresh.push(...fresh);
    this.isAsked = true;
    if (!this.isWorking) void this.workOn();
  }

  private async workOn(): Promise<void> {
    const { steps, mayGoOn, log } = this.parts;
    this.isWorking = true;
    while (this.isAsked && mayGoOn()) {
      this.isAsked = false;
      const fresh = this.fresh.splice(0);
      for (const step of steps) await apartInTurn(log, () => step(fresh));
    }
    this.isWorking = false;
  }
}
