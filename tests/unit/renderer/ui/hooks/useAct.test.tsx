// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Act, useAct } from '../../../../../src/renderer/ui/hooks/useAct.ts';
import { until } from '../../../../support/shared/until.ts';

type Answer = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: { code: 'no' } };

/** An answer that is given later. */
const later = () => {
  let resolve: (answer: Answer) => void = () => undefined;
  let reject: (fault: Error) => void = () => undefined;
  const promise = new Promise<Answer>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
};

const no: Answer = { ok: false, error: { code: 'no' } };

/** An act and all its drawings. */
const shown = () => {
  const drawn: { readonly isPending: boolean; readonly error: string | null }[] = [];
  const hook = renderHook(() => {
    const made = useAct<'no'>();
    drawn.push({ isPending: made.isPending, error: made.error });
    return made;
  });
  return { drawn, now: () => hook.result.current };
};

const begin = (now: () => Act<'no'>, onDone?: (value: string) => void) => {
  const work = later();
  act(() => now().run(() => work.promise, onDone));
  return work;
};

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('an act', () => {
  it('is over in the drawing that says how it failed, so that what is done about it counts', async () => {
    const { drawn, now } = shown();
    const work = begin(now);
    expect(now()).toMatchObject({ isPending: true, error: null });
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false);
    // What answers at once does so within the press itself, of which React draws each step as it comes.
    vi.stubGlobal('event', new Event('click'));
    work.resolve(no);
    await until(() => now().error !== null && !now().isPending);
    expect(drawn.filter(({ isPending, error }) => isPending && error !== null)).toEqual([]);
  });

  it('can be done again by who sees how it failed, and runs once at a time', async () => {
    const { now } = shown();
    const work = begin(now);
    const other = vi.fn<() => Promise<Answer>>();
    act(() => now().run(other));
    expect(other).not.toHaveBeenCalled();
    await act(async () => work.resolve(no));
    const again = begin(now);
    expect(now()).toMatchObject({ isPending: true, error: null });
    await act(async () => again.resolve({ ok: true, value: 'done' }));
    expect(now()).toMatchObject({ isPending: false, error: null });
  });

  it('is over where it is told what it gave: the next may be begun there', async () => {
    const { now } = shown();
    const next = later();
    const heard: string[] = [];
    const work = begin(now, (value) => {
      heard.push(value);
      now().run(
        () => next.promise,
        (other) => heard.push(other),
      );
    });
    await act(async () => work.resolve({ ok: true, value: 'one' }));
    expect(now().isPending).toBe(true);
    await act(async () => next.resolve({ ok: true, value: 'two' }));
    expect({ heard, isPending: now().isPending }).toEqual({ heard: ['one', 'two'], isPending: false });
  });

  it('that throws is over too, and the fault is told to whoever hears of faults', async () => {
    const { now } = shown();
    const faults: unknown[] = [];
    const hear = (fault: unknown) => faults.push(fault);
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', hear);
    try {
      const fault = new Error('planted');
      const work = begin(now);
      await act(async () => work.reject(fault));
      act(() =>
        now().run(() => {
          throw fault;
        }),
      );
      await until(() => faults.length === 2);
      expect(faults).toEqual([fault, fault]);
      expect(now()).toMatchObject({ isPending: false, error: null });
    } finally {
      process.off('unhandledRejection', hear);
      for (const other of others) process.on('unhandledRejection', other);
    }
    const again = begin(now);
    expect(now().isPending).toBe(true);
    await act(async () => again.resolve(no));
    expect(now()).toMatchObject({ isPending: false, error: 'no' });
    act(() => now().clear());
    expect(now().error).toBeNull();
  });
});
