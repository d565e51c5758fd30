import { type FocusEvent, type RefObject, useEffect, useState } from 'react';
import { useLatest } from '@ui/hooks/useLatest.ts';
import { chordOf } from '@ui/keys/chord.ts';
import { feedKeys } from '@ui/keys/feedKeys.ts';
import type { LogScrollerHandle } from '@ui/scroll/LogScroller.tsx';
import type { FeedRow } from './feedRows.ts';

export interface FeedKeys {
  /** The post that Tab reaches: the last that had the focus, else the first. */
  readonly activeKey: string | null;
  readonly onFocus: (event: FocusEvent) => void;
}

export interface FeedKeysOptions {
  readonly rows: readonly FeedRow[];
  readonly handle: RefObject<LogScrollerHandle | null>;
}

/** Presses the button of a post. */
const ACTS: Readonly<Record<string, string>> = { [feedKeys.like]: 'like', [feedKeys.remark]: 'remark' };
const STEPS: Readonly<Record<string, number>> = { [feedKeys.next]: 1, [feedKeys.previous]: -1 };
const ARROWS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** J and K go from post to post, L likes the one that has the focus, C comments on it; arrows go on from a post that has the focus. */
export function useFeedKeys({ rows, handle }: FeedKeysOptions): FeedKeys {
  const [focused, setFocused] = useState<string | null>(null);
  const posts = rows.filter(({ kind }) => kind === 'post').map(({ key }) => key);
  const activeKey = focused !== null && posts.includes(focused) ? focused : (posts[0] ?? null);
  const latest = useLatest({ posts, focused });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isForFeed(event, handle.current?.element ?? null)) return;
      const chord = chordOf(event);
      const isOnPost = event.target instanceof HTMLElement && event.target.dataset['post'] !== undefined;
      const step = STEPS[chord] ?? (isOnPost ? ARROWS[chord] : undefined);
      const act = ACTS[chord];
      const from = latest.current.focused;
      if (step !== undefined) go(handle.current, latest.current.posts, { from, step });
      else if (act === undefined || !press(from, act)) return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [handle, latest]);
  const onFocus = ({ target }: FocusEvent) => {
    const post = target.closest<HTMLElement>('[data-post]')?.dataset['post'];
    if (post !== undefined) setFocused(post);
  };
  return { activeKey, onFocus };
}

/** Whether a key is meant for the feed: not for a field, a menu or a dialog, and not one of another pane. */
function isForFeed(event: KeyboardEvent, feed: HTMLElement | null): boolean {
  const { target } = event;
  if (isTaken(event) || feed === null || !(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select, [contenteditable], [role=dialog], [role=menu]') !== null) return false;
  return target === document.body || feed.contains(target) || target.closest('[data-pane]')?.contains(feed) === true;
}

function isTaken({ defaultPrevented, isComposing }: KeyboardEvent): boolean {
  return defaultPrevented || isComposing;
}

interface Step {
  readonly from: string | null;
  readonly step: number;
}

function go(feed: LogScrollerHandle | null, posts: readonly string[], { from, step }: Step): void {
  const before = from === null ? -1 : posts.indexOf(from);
  const next = posts[Math.min(posts.length - 1, Math.max(0, before + step))];
  if (next === undefined) return;
  feed?.reveal(next)?.querySelector<HTMLElement>('[data-post]')?.focus({ preventScroll: true });
}

function press(post: string | null, act: string): boolean {
  if (post === null) return false;
  const button = document.querySelector<HTMLElement>(`[data-post="${CSS.escape(post)}"] [data-act="${act}"]`);
  button?.click();
  return button !== null;
}
