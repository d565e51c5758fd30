/** What the browser says about the space it gives. */
export interface StorageEstimate {
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  readonly persisted: boolean;
}

/** As the browser of this page says. */
export async function browserEstimate(): Promise<StorageEstimate> {
  const { storage } = navigator;
  const [{ usage, quota }, persisted] = await Promise.all([storage.estimate(), storage.persisted()]);
  return { usedBytes: usage ?? null, quotaBytes: quota ?? null, persisted };
}
