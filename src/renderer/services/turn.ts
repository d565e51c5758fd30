/** Runs asynchronous tasks one after another, in the order they were handed in. A failed task does not stop the next. */
export class Turn {
  private last: Promise<unknown> = Promise.resolve();
  private waitingTasks = 0;

  /** Resolves with the task's result when its turn has come and gone. */
  async take<T>(task: () => Promise<T>): Promise<T> {
    this.waitingTasks += 1;
    const before = this.last;
    const run = (async () => {
      await before;
      try {
        return await task();
      } finally {
        this.waitingTasks -= 1;
      }
    })();
    this.last = run.then(
      () => undefined,
      () => undefined,
    );
    return run;
  }

  /** How many tasks have not ended. */
  get waiting(): number {
    return this.waitingTasks;
  }
}
