import type { Disposer } from '@ports/snapshot.ts';
import type { ReunionParts, Reunions } from './reunions.ts';

/** How long after a start reunions begin, ms: links in the ordinary way come first. */
const FIRST = 5000;

/** Begins reunions a while after a start, and fetches the code for them only then. Code that did not come comes with the next start. */
export function meetAgain(parts: ReunionParts): Disposer {
  let isOver = false;
  let reunions: Reunions | null = null;
  const load = () => import('./reunions.ts');
  const begin = async (): Promise<void> => {
    const code = await load()
      .catch(load)
      .catch(() => null);
    if (code === null || isOver) return;
    reunions = new code.Reunions(parts);
    await reunions.start();
  };
  const cancel = parts.clock.after(FIRST, () => void begin());
  return () => {
    isOver = true;
    cancel();
    reunions?.dispose();
  };
}
