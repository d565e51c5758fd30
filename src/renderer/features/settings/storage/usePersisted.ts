import { useCallback, useEffect, useState } from 'react';

/** Whether the browser promised to keep the database when the disk runs low; null while that is not known. */
export interface PersistControl {
  readonly isPersisted: boolean | null;
  /** Asks for the promise; false when the browser did not give it. */
  readonly ask: () => Promise<boolean>;
}

/** What the browser promised of the storage, and a way to ask for more. */
export function usePersisted(): PersistControl {
  const [isPersisted, setPersisted] = useState<boolean | null>(null);
  useEffect(() => {
    let isShown = true;
    void storage()
      ?.persisted()
      .then((persisted) => {
        if (isShown) setPersisted(persisted);
      });
    return () => {
      isShown = false;
    };
  }, []);
  const ask = useCallback(async () => {
    const given = (await storage()?.persist()) === true;
    setPersisted(given);
    return given;
  }, []);
  return { isPersisted, ask };
}

/** Pages of other origins than this machine's have none. */
function storage(): StorageManager | undefined {
  return 'storage' in navigator ? navigator.storage : undefined;
}
