// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useBackCloses } from '../../../../../src/renderer/ui/overlays/useBackCloses.ts';

/** The history of a window that stands at its third place. */
class Steps extends EventTarget {
  readonly currentEntry = { index: 2 };
  listeners = 0;

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    this.listeners += 1;
    super.addEventListener(...args);
  }

  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
    this.listeners -= 1;
    super.removeEventListener(...args);
  }

  /** Whether the step was held back. */
  to(index: number, { type = 'traverse', cancelable = true } = {}): boolean {
    const event = new Event('navigate', { cancelable });
    this.dispatchEvent(Object.assign(event, { navigationType: type, destination: { index } }));
    return event.defaultPrevented;
  }
}

let steps: Steps;
beforeEach(() => {
  steps = new Steps();
  vi.stubGlobal('navigation', steps);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Over({ onClose }: { readonly onClose: () => void }) {
  useBackCloses(onClose);
  return null;
}

test('PAL-5 CHAT-UI-189 a step back closes what was opened last and goes nowhere; every other step goes its way', () => {
  const [below, above] = [vi.fn(), vi.fn()];
  const { rerender } = render(<Over key="below" onClose={below} />);
  rerender(
    <>
      <Over key="below" onClose={below} />
      <Over key="above" onClose={above} />
    </>,
  );
  expect([steps.to(3), steps.to(2), steps.to(1, { type: 'push' }), steps.to(1, { cancelable: false })]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(above).not.toHaveBeenCalled();
  expect(steps.to(1)).toBe(true);
  expect([above.mock.calls.length, below.mock.calls.length]).toEqual([1, 0]);
  cleanup();
  expect(steps.to(1)).toBe(false);
  expect(steps.listeners).toBe(0);
});

test('PAL-5 a browser that tells of no steps goes back as ever', () => {
  vi.stubGlobal('navigation', undefined);
  const close = vi.fn();
  expect(() => render(<Over onClose={close} />).unmount()).not.toThrow();
});
