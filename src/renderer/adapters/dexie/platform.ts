/** IndexedDB as the platform has it, or a stand-in. */
export interface Platform {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
}

/** What was handed in, else the browser's. */
export function platformOf(given: Partial<Platform>): Platform {
  return {
    indexedDB: given.indexedDB ?? globalThis.indexedDB,
    IDBKeyRange: given.IDBKeyRange ?? globalThis.IDBKeyRange,
  };
}
