/** Notices how long a thread was not let go: from turn to turn of the event loop, promises that resolve at once included. */
export function watchThread(): { readonly end: () => number } {
  let last = performance.now();
  let longest = 0;
  let isOver = false;
  const look = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const turn = (): void => {
    if (isOver) return;
    look();
    setImmediate(turn);
  };
  setImmediate(turn);
  return {
    end: () => {
      isOver = true;
      look();
      return longest;
    },
  };
}
