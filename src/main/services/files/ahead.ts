/** Loads `width` items before it is their turn, and gives them in order. `load` must not reject. */
export async function* ahead<Item, Loaded>(
  items: Iterable<Item>,
  width: number,
  load: (item: Item) => Promise<Loaded>,
): AsyncGenerator<Loaded, void, undefined> {
  const loading: Promise<Loaded>[] = [];
  for (const item of items) {
    loading.push(load(item));
    const next = loading.length > width ? loading.shift() : undefined;
    if (next !== undefined) yield await next;
  }
  for (const left of loading) yield await left;
}
