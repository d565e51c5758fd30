import type { ReactNode } from 'react';

export interface ToastContent {
  readonly text: ReactNode;
  readonly tone?: 'neutral' | 'danger';
  /** Usually "Undo". */
  readonly action?: { readonly label: string; readonly onAction: () => void };
  /** Ms on screen; 6,000 unless given. The clock stands still while any toast is hovered or has the focus. */
  readonly duration?: number;
}

/** A toast on the screen. */
export interface KnownToast extends ToastContent {
  readonly id: number;
  /** How often the same was said. */
  readonly times: number;
}

/** More at once would cover what one works with. */
const MOST = 3;

/** One more toast: the same words again count up and stay longer, beyond the most the oldest goes. */
export function withToast(before: readonly KnownToast[], toast: ToastContent, id: number): readonly KnownToast[] {
  const same = before.find((known) => isSame(known, toast));
  if (same !== undefined) {
    return before.map((known) => (known === same ? { ...same, ...toast, times: same.times + 1 } : known));
  }
  return [...before, { ...toast, id, times: 1 }].slice(-MOST);
}

/** What offers to undo is about one thing, and never the same as another. */
function isSame(known: KnownToast, toast: ToastContent): boolean {
  if (known.action !== undefined || toast.action !== undefined) return false;
  return typeof toast.text === 'string' && known.text === toast.text && known.tone === toast.tone;
}
