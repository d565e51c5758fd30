/** The part of a `Worker` that is used. */
export interface OneAnswerWorker<Job, Reply> {
  postMessage(message: Job): void;
  addEventListener(type: 'message', listener: (event: { readonly data: Reply }) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: () => void): void;
  terminate(): void;
}

/** How a worker comes to be, and the clock that ends one that hangs. */
export interface Surroundings<Job, Reply> {
  readonly start: () => OneAnswerWorker<Job, Reply>;
  /** Runs a task after so many ms, unless what it returns is called before. */
  readonly clock: { readonly after: (ms: number, task: () => void) => () => void };
}

/** How long one job may take, ms: ten megabytes of text take about a second. */
const DEADLINE = 20_000;

/**
 * Gives one job to a worker of its own, which ends with it: nothing of one job is near the next, and one that hangs is
 * ended. Null where no worker can be started, where it breaks, and where it is not done in time.
 */
export function askWorker<Job, Reply>({ start, clock }: Surroundings<Job, Reply>, job: Job): Promise<Reply | null> {
  return new Promise((resolve) => {
    let worker: OneAnswerWorker<Job, Reply>;
    try {
      worker = start();
    } catch {
      resolve(null);
      return;
    }
    const end = (reply: Reply | null) => {
      stop();
      worker.terminate();
      resolve(reply);
    };
    const stop = clock.after(DEADLINE, () => end(null));
    worker.addEventListener('message', ({ data }) => end(data));
    for (const type of ['error', 'messageerror'] as const) worker.addEventListener(type, () => end(null));
    worker.postMessage(job);
  });
}
