import type { Page } from '@playwright/test';

/** What a page's database holds, as the page's own IndexedDB answers it. */
export interface Contents {
  readonly events: number;
  /** SHA-256 over every event, in the order of ids. */
  readonly digest: string;
}

const READ = `(async () => {
  const name = (await indexedDB.databases()).map(({ name }) => name).find((name) => /^banyan-[A-Za-z0-9_-]{43}$/.test(name));
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await done(indexedDB.open(name));
  const rows = await done(database.transaction('events').objectStore('events').getAll());
  database.close();
  const bytes = new Uint8Array(await new Blob(rows.flatMap(({ id, payload }) => [id, payload])).arrayBuffer());
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return { events: rows.length, digest: [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('') };
})()`;

/** Reads the log as it is on this computer: two people who hold the same have equal digests. */
export function contentsOf(page: Page): Promise<Contents> {
  return page.evaluate<Contents>(READ);
}
