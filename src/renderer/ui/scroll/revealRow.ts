import { flushSync } from 'react-dom';

/** The rows in the DOM: by key, so that they stay the same when others come in above, and by place for those that went. */
export interface ShownKeys {
  readonly firstKey: string | null;
  readonly lastKey: string | null;
  readonly start: number;
  readonly end: number;
}

/** Which row is to be seen, and where. */
export interface RevealQuestion {
  readonly element: HTMLElement | null;
  readonly key: string;
  readonly rows: readonly { readonly key: string }[];
  readonly setKeys: (keys: ShownKeys) => void;
}

/** Brings a row into the DOM and into sight; null when there is none of that key. */
export function revealRow({ element, key, rows, setKeys }: RevealQuestion): HTMLElement | null {
  const index = rows.findIndex((row) => row.key === key);
  if (element === null || index === -1) return null;
  const isFar = rowElement(element, key) === null;
  if (isFar) {
    const start = Math.max(0, index - 20);
    const end = Math.min(rows.length, index + 20);
    flushSync(() => setKeys({ start, end, firstKey: rows[start]?.key ?? null, lastKey: rows[end - 1]?.key ?? null }));
  }
  const row = rowElement(element, key);
  row?.scrollIntoView({ block: isFar ? 'center' : 'nearest' });
  return row;
}

/** The row of a key, if it is in the DOM. */
export function rowElement(element: HTMLElement, key: string): HTMLElement | null {
  return element.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
}

/** Whether both show from the same row to the same. */
export function isSameKeys(left: ShownKeys, right: ShownKeys): boolean {
  return left.firstKey === right.firstKey && left.lastKey === right.lastKey;
}
