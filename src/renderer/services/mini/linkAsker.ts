import { type Allowance, Budget } from '@shared/budget.ts';
import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ProgramHostParts } from './hostParts.ts';
import { readProgramLink } from './programLink.ts';

/** How often a program may have a person asked: what clicks in a loop is not shown. */
const LINKS: Allowance = { capacity: 4, perSecond: 0.1 };
/** A press is told by the program's process, and where the keyboard is by the browser's: the one may come before the other, ms. */
export const KEYBOARD_DELAY = 400;

/**
 * Has the person asked whether a link of a program is to be opened (MPH-40). A page can say that a link was pressed when none was: what
 * counts is that the program is in sight and in use, that nothing else is asked, and what the person answers.
 */
export class LinkAsker {
  private readonly parts: Pick<ProgramHostParts, 'prompts' | 'isInUse'>;
  private readonly clock: Clock;
  private readonly budget: Budget;
  private stopWaiting: Disposer | null = null;

  constructor(parts: Pick<ProgramHostParts, 'clock' | 'prompts' | 'isInUse'>) {
    this.parts = parts;
    this.clock = parts.clock;
    this.budget = new Budget(parts.clock, LINKS);
  }

  /** The program learns nothing of the answer; `onDropped` when the person is not asked. */
  ask(text: string, onDropped: () => void): void {
    const url = readProgramLink(text);
    if (url === null || this.stopWaiting !== null) return onDropped();
    if (this.parts.isInUse()) return this.show(url, onDropped);
    this.stopWaiting = this.clock.after(KEYBOARD_DELAY, () => {
      this.stopWaiting = null;
      if (this.parts.isInUse()) this.show(url, onDropped);
      else onDropped();
    });
  }

  dispose(): void {
    this.stopWaiting?.();
  }

  private show(url: string, onDropped: () => void): void {
    const { prompts } = this.parts;
    if (prompts.shown.get() !== null || !this.budget.take()) return onDropped();
    void prompts.ask({ kind: 'link', url }, null);
  }
}
