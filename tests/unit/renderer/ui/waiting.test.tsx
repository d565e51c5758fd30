// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { type ReactNode, useEffect, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import '../../../support/web/waiting.ts';

/** Keeps the machine busy, as others would. */
function busy(duration: number): void {
  for (const end = performance.now() + duration; performance.now() < end;);
}

/** Comes to say so later; `onShown` is an effect of what says it. */
function Later({ onShown }: { readonly onShown: () => void }): ReactNode {
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setThere(true));
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (isThere) onShown();
  }, [isThere, onShown]);
  // Longer than React works in one go: its effects become a task of their own.
  if (isThere) busy(20);
  return <p>{isThere ? 'there' : 'not yet'}</p>;
}

afterEach(cleanup);

describe('waiting for what is on a screen', () => {
  it('waits for its effects too, however busy the machine is', async () => {
    const onShown = vi.fn<() => void>();
    const { setTimeout: later } = globalThis;
    vi.spyOn(globalThis, 'setTimeout').mockImplementation((run, delay) => {
      const timer = later(run, delay);
      busy(3);
      return timer;
    });
    render(<Later onShown={onShown} />);
    await screen.findByText('there');
    expect(onShown).toHaveBeenCalledOnce();
  });
});
