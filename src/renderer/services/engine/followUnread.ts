import { unreadThatCounts } from '@domain/preference/preferences.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Host } from '@ports/host.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { preferencesIn, watchPreferences } from '../preference/preferenceView.ts';
import { combineQueries } from '../workspace/liveQueries.ts';

/** Tells the host how much is unread in all chats that count (PRE-7), for the badge of the app. */
export function followUnread({
  store,
  host,
  clock,
}: {
  readonly store: DocumentStore;
  readonly host: Pick<Host, 'call'>;
  readonly clock: Pick<Clock, 'now'>;
}): Disposer {
  const chats = combineQueries(store.watchConversations(), store.contacts.watchAll(), (rows, contacts) => {
    const blocked = new Set(contacts.flatMap(({ space, blocked: isSo }) => (isSo ? [space] : [])));
    return rows.filter(({ space }) => !blocked.has(space));
  });
  const total = combineQueries(chats, watchPreferences(store), (rows, view) =>
    rows.reduce(
      (sum, { space, unread }) =>
        sum + unreadThatCounts({ unread, preferences: preferencesIn(view, space), now: clock.now() }),
      0,
    ),
  );
  return total.subscribe((state) => {
    if (state.status === 'ready') void host.call('badge.set', { count: state.value });
  });
}
