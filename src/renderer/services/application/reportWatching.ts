import type { Clock } from '@ports/clock.ts';
import type { Notifier } from '@ports/notifier.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { RemoteEngine } from '../tabs/remoteEngine.ts';

/** How often a tab says whether it is being looked at, ms. */
const WATCH_REPORT = 5000;

/** Tells the tab that has the engine whether this one is being looked at, now and again and again. */
export function reportWatching(
  remote: RemoteEngine,
  { notifier, clock }: { readonly notifier: Notifier; readonly clock: Clock },
): Disposer {
  let cancel: Disposer = () => undefined;
  const tell = () => {
    remote.tellWatched(notifier.isWatched());
    cancel = clock.after(WATCH_REPORT, tell);
  };
  tell();
  return () => cancel();
}
