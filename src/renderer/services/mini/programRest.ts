import { cleanHref } from '@domain/mini/cleanHref.ts';
import type { Clock } from '@ports/clock.ts';
import type { ProgramView } from '@ports/programViews.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { ProgramActivity } from '../workspace/programWorkspace.ts';
import type { ProgramHost } from './programHost.ts';
import { LEAVE_DEADLINE, type LastWord } from './leaveTaking.ts';
import type { ProgramPrompt } from './prompts.ts';

/** How long a program that is not seen and can not be stopped may go on, ms. */
export const RESTLESS_AFTER = 30_000;

/** Where a program was: to be shown there again. */
export interface ProgramPlace {
  readonly href: string;
  readonly x: number;
  readonly y: number;
}

/** What a program's rest is made of. */
export interface RestParts {
  readonly host: Pick<ProgramHost, 'figures' | 'leave' | 'comeBack' | 'setPaused'>;
  readonly view: Pick<ProgramView, 'stops' | 'setFrozen'>;
  readonly prompt: Snapshot<ProgramPrompt | null>;
  readonly clock: Clock;
}

/**
 * Stops a program that nobody sees (MPH-30): its page is told, says its last, and then stands still, unless a prompt of it was shown, a call is under way or
 * others are on its realtime channel with it. When that comes up later it goes on unseen, and stops again after.
 */
export class ProgramRest {
  private readonly parts: RestParts;
  private readonly shown = writableSnapshot<ProgramActivity>('seen');
  private readonly disposers: readonly Disposer[];
  private stopWaiting: Disposer = () => undefined;
  private isSeen = true;
  private isDisposed = false;
  /** Counts what it was told, so that an answer to what is over is not taken for one. */
  private turn = 0;
  private hasLeft = false;
  private isOverdue = false;
  private word: LastWord | null = null;
  /** What was asked while it was seen, and waits for the person to come back to it. */
  private asked: ProgramPrompt | null = null;

  constructor(parts: RestParts) {
    this.parts = parts;
    const settle = () => this.settle();
    this.disposers = [parts.host.figures.subscribe(settle), parts.prompt.subscribe(settle)];
  }

  get activity(): Snapshot<ProgramActivity> {
    return this.shown;
  }

  /** Where it was when it was last seen; null when it never said so. */
  get place(): ProgramPlace | null {
    const place = this.word?.place;
    return place === undefined ? null : { ...place, href: cleanHref(place.href) };
  }

  setSeen(isSeen: boolean): void {
    if (isSeen === this.isSeen || this.isDisposed) return;
    this.isSeen = isSeen;
    this.asked = isSeen ? null : this.parts.prompt.get();
    if (!isSeen) {
      void this.leave();
      return;
    }
    this.turn += 1;
    this.stopWaiting();
    this.setStill(false);
    this.parts.host.comeBack();
    this.shown.set('seen');
  }

  /** Another page of the program is there: it knows of nothing yet. */
  pageCame(): void {
    if (!this.isSeen && !this.isDisposed) void this.leave();
  }

  dispose(): void {
    this.isDisposed = true;
    this.stopWaiting();
    for (const dispose of this.disposers) dispose();
  }

  private async leave(): Promise<void> {
    this.turn += 1;
    const { turn } = this;
    const { clock, host, view } = this.parts;
    this.hasLeft = false;
    this.isOverdue = false;
    this.stopWaiting();
    this.stopWaiting = clock.after(RESTLESS_AFTER, () => {
      this.isOverdue = true;
      this.settle();
    });
    this.settle();
    const word = await host.leave(view.stops === 'all' ? LEAVE_DEADLINE : RESTLESS_AFTER);
    if (turn !== this.turn || this.isDisposed) return;
    this.word = word ?? this.word;
    this.hasLeft = word !== null || view.stops === 'all';
    this.settle();
  }

  private settle(): void {
    if (this.isSeen || this.isDisposed) return;
    const isNeeded = this.isCalling() || (this.parts.host.figures.get().realtimePeers ?? 0) > 0;
    this.setStill(!isNeeded && (this.hasLeft || this.isOverdue));
    this.shown.set(isNeeded ? 'busy' : this.unneeded());
  }

  /** A call that waits for a prompt nobody ever saw goes on when the program is seen: else one call would keep any program running. */
  private isCalling(): boolean {
    const prompt = this.parts.prompt.get();
    return prompt === null ? this.parts.host.figures.get().calls > 0 : prompt === this.asked;
  }

  private unneeded(): ProgramActivity {
    const isStopped = this.hasLeft && (this.parts.view.stops === 'all' || this.word?.hasWorkers === false);
    if (isStopped) return 'resting';
    return this.isOverdue ? 'restless' : 'busy';
  }

  private setStill(isStill: boolean): void {
    this.parts.host.setPaused(isStill);
    this.parts.view.setFrozen(isStill);
  }
}
