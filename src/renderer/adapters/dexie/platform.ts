/** IndexedDB as the platform has it, or a stand-in. */
export interface Platform {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
}
