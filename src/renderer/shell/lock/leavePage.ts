import type { Clock } from '@ports/clock.ts';

/** How long mini programs have to say their last, ms. */
const LAST_WORDS = 1000;

/**
 * Takes everything off the screen at once, and out of memory by loading the page anew: what it then finds is a closed lock. A host that
 * does not answer serves no page; until it does the screen stays empty, and the engine is over as soon as programs are.
 */
export async function leavePage(parts: {
  readonly appName: string;
  readonly clock: Pick<Clock, 'after'>;
  /** Ends what runs in mini programs. */
  readonly endPrograms: () => Promise<unknown>;
  /** Ends what receives and answers, and shuts the store. */
  readonly endEngine: () => void;
  readonly isHostThere: () => Promise<boolean>;
  readonly reload: () => void;
}): Promise<void> {
  keepTitle(parts.appName);
  document.body.style.display = 'none';
  const pause = (ms: number) => new Promise<void>((resolve) => void parts.clock.after(ms, resolve));
  await Promise.race([parts.endPrograms().catch(() => undefined), pause(LAST_WORDS)]);
  parts.endEngine();
  while (!(await parts.isHostThere())) await pause(LAST_WORDS);
  parts.reload();
}

/** What is not on the screen any more goes on until it ends, and would say what is unread. */
function keepTitle(title: string): void {
  const put = () => {
    if (document.title !== title) document.title = title;
  };
  put();
  new MutationObserver(put).observe(document.head, { childList: true, subtree: true, characterData: true });
}
