import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * What was drawn last, for listeners that stay while drawings come and go. It is there before a person can see the drawing: an effect that runs
 * after the paint would leave a moment in which what they do meets the drawing before, and is lost.
 */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
