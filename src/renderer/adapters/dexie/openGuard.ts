/**
 * Stands between Dexie and `indexedDB.open`. Dexie answers a database of a newer version by opening it without a version, and a
 * missing table by raising the version of whatever it opened: either would run, or change, a store this code does not understand.
 * Here only an open at exactly the asked version passes; all else fails as VersionError with nothing touched.
 */
export class OpenGuard {
  /** What Dexie is given as IndexedDB. */
  readonly factory: IDBFactory;
  private isRefused = false;
  private version: number | null = null;

  constructor(indexedDB: IDBFactory) {
    this.factory = {
      open: (name, version) => this.open(indexedDB, name, version),
      deleteDatabase: (name) => indexedDB.deleteDatabase(name),
      databases: () => indexedDB.databases(),
      cmp: (first, second) => indexedDB.cmp(first, second),
    };
  }

  /** Nobody waits any more: should a pending open still succeed, it changes nothing and is closed at once. */
  refuse(): void {
    this.isRefused = true;
  }

  private open(indexedDB: IDBFactory, name: string, version: number | undefined): IDBOpenDBRequest {
    this.version ??= version ?? null;
    if (version === undefined || version !== this.version) {
      throw new DOMException('the database was written by a newer version', 'VersionError');
    }
    const request = indexedDB.open(name, version);
    // These run before Dexie's own handlers, which are set later.
    request.addEventListener('upgradeneeded', (event) => {
      if (!this.isRefused) return;
      event.stopImmediatePropagation();
      request.transaction?.abort();
    });
    request.addEventListener('success', (event) => {
      if (!this.isRefused) return;
      event.stopImmediatePropagation();
      request.result.close();
    });
    return request;
  }
}
