import { Turn } from '../turn.ts';

/** A turn in which what is asked for of one kind can be gathered while it waits: see {@link Gathering}. */
export class GatheringTurn {
  private readonly turn = new Turn();
  /** Who waits last, and may be joined: nothing else came after it. */
  private last: object | null = null;

  /** Resolves with the task's result when its turn has come and gone. Nothing that is asked for after it comes before it. */
  take<T>(task: () => Promise<T>): Promise<T> {
    this.last = null;
    return this.turn.take(task);
  }

  /** The same of a task that may be joined until it begins. */
  takeOpen(token: object, task: () => Promise<void>): Promise<void> {
    const done = this.take(() => {
      if (this.last === token) this.last = null;
      return task();
    });
    this.last = token;
    return done;
  }

  /** Whether what waits last is this. */
  isOpen(token: object | null): boolean {
    return token !== null && this.last === token;
  }
}

/** Work on many things at once: what is added while it waits for its turn, with nothing else asked for in between, is done with what waits. */
export class Gathering<T> {
  private readonly turn: GatheringTurn;
  private readonly work: (items: readonly T[]) => Promise<void>;
  private items: T[] | null = null;
  private done: Promise<void> = Promise.resolve();

  constructor(turn: GatheringTurn, work: (items: readonly T[]) => Promise<void>) {
    this.turn = turn;
    this.work = work;
  }

  /** Resolves once it was done. */
  add(added: readonly T[]): Promise<void> {
    if (this.items !== null && this.turn.isOpen(this.items)) {
      this.items.push(...added);
      return this.done;
    }
    const items = [...added];
    this.items = items;
    this.done = this.turn.takeOpen(items, () => this.work(items));
    return this.done;
  }
}
