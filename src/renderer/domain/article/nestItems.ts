import type { Block, Span } from './document.ts';

type Item = Extract<Block, { readonly block: 'list' }>['items'][number];

/** An entry of a list with the list below it, as a page has them. */
export interface NestedItem {
  readonly spans: readonly Span[];
  readonly inner: readonly NestedItem[];
}

/** Puts entries that stand side by side into each other by how deep they are. One deeper than any before hangs on the last. */
export function nestItems(items: readonly Item[]): readonly NestedItem[] {
  const nested: { spans: readonly Span[]; inner: readonly NestedItem[] }[] = [];
  const least = Math.min(...items.map(({ level }) => level));
  for (let index = 0; index < items.length;) {
    const item = items[index];
    if (item === undefined) break;
    const rest = items.slice(index + 1);
    const end = rest.findIndex(({ level }) => level <= least);
    const inner = end === -1 ? rest : rest.slice(0, end);
    nested.push({ spans: item.spans, inner: inner.length === 0 ? [] : nestItems(inner) });
    index += 1 + inner.length;
  }
  return nested;
}
