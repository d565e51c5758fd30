import type { Clock } from '@ports/clock.ts';

/** How long mini programs have to say their last, ms. */
const LAST_WORDS = 1000;

/**
 * Takes everything off the screen at once, and out of memory by loading the page anew: what it then finds is a closed lock. A host that
 * does not answer serves no page; the screen stays empty until it does.
 */
export async function leavePage(parts: {
  readonly appName: string;
  readonly clock: Pick<Clock, 'after'>;
  /** Ends what runs in mini programs. */
  readonly endPrograms: () => Promise<unknown>;
  readonly isHostThere: () => Promise<boolean>;
  readonly reload: () => void;
}): Promise<void> {
  document.title = parts.appName;
  document.body.style.display = 'none';
  const pause = (ms: number) => new Promise<void>((resolve) => void parts.clock.after(ms, resolve));
  await Promise.race([parts.endPrograms().catch(() => undefined), pause(LAST_WORDS)]);
  while (!(await parts.isHostThere())) await pause(LAST_WORDS);
  parts.reload();
}
