import type { EventId, SpaceId } from '@shared/ids.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { Message, MessageWindow, MessageWindowState } from '@services/workspace/workspace.ts';
import type { FakeStore } from './fakeStore.ts';

const PAGE = 50;
const MOST = 400;

/** A window over a chat of the fake; it drops messages at the far end when it grows long, as the real one may. */
export function openFakeWindow(store: FakeStore, space: SpaceId, delay: number): MessageWindow {
  const shown = (): readonly Message[] => {
    const chat = store.state.chats.get(space);
    return chat ? chat.messages.filter((message) => !chat.hidden.has(message.id)) : [];
  };
  const readAt = store.state.chats.get(space)?.readAt ?? 0;
  const first = shown();
  const unreadIndex = first.findIndex((message) => !message.own && message.at > readAt);
  let from = Math.max(0, (unreadIndex === -1 ? first.length : unreadIndex) - PAGE);
  /** Number of newer messages left out; 0 follows the newest. */
  let left = unreadIndex === -1 ? 0 : Math.max(0, first.length - unreadIndex - PAGE);
  let count = first.length;
  let isLoading = false;
  const firstUnread = (first[unreadIndex]?.id ?? null) as EventId | null;
  const state = writableSnapshot<MessageWindowState>({
    status: 'loading',
    messages: [],
    hasOlder: false,
    hasNewer: false,
    firstUnread,
  });

  const publish = () => {
    const all = shown();
    // New messages come at the end: they are left out unless the window follows the newest.
    if (left > 0) left += Math.max(0, all.length - count);
    count = all.length;
    const messages = all.slice(from, all.length - left);
    const before = state.get();
    const isSame = messages.length === before.messages.length && messages.every((one, i) => one === before.messages[i]);
    if (isSame && before.status === 'ready' && before.hasNewer === left > 0) return;
    state.set({ status: 'ready', messages, hasOlder: from > 0, hasNewer: left > 0, firstUnread });
  };
  const later = (task: () => void) => {
    if (isLoading) return;
    isLoading = true;
    setTimeout(() => {
      isLoading = false;
      task();
      publish();
    }, delay);
  };
  const off = store.onChange(publish);
  queueMicrotask(publish);

  return {
    state,
    older: () => {
      if (from === 0) return;
      later(() => {
        from = Math.max(0, from - PAGE);
        left = Math.max(left, count - from - MOST);
      });
    },
    newer: () => {
      if (left === 0) return;
      later(() => {
        left = Math.max(0, left - PAGE);
        from = Math.max(from, count - left - MOST);
      });
    },
    latest: () => {
      left = 0;
      from = Math.max(0, count - PAGE);
      publish();
    },
    around: (id) => {
      const place = shown().findIndex((message) => message.id === id);
      if (place === -1) return Promise.resolve(false);
      from = Math.max(0, place - PAGE / 2);
      left = Math.max(0, count - place - PAGE / 2);
      publish();
      return Promise.resolve(true);
    },
    dispose: off,
  };
}
