/** What the parts of the store suite share. */
import { expect } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import type { DocumentStore, KeptEvent, MessagePage, MessageRange } from '@ports/documentStore.ts';
import type { LiveQuery, QueryState } from '@ports/query.ts';
import { chat } from './storeFixtures.ts';
import { until } from './until.ts';

/** Harms the `index`th pack of updates of an account, counted over all instances, whatever holds the disk open; false when there are not as many. */
export type DamagePack = (account: AccountId, index: number) => Promise<boolean>;

/** One disk, and ways to make it misbehave. */
export interface StoreHarness {
  /** A store that is not open yet; each is one window over the same disk. */
  readonly make: () => DocumentStore;
  /** Makes the account's database look as if a newer version had written it. */
  readonly makeNewer: (account: AccountId) => Promise<void>;
  /** Has an older version hold the database open; the returned function lets go. */
  readonly block: (account: AccountId) => Promise<() => Promise<void>>;
  /** Every write finds the disk full until the returned function is called. */
  readonly fill: () => () => void;
  readonly damagePack: DamagePack;
  readonly dispose: () => Promise<void>;
}

/** What each part of the suite gets: fresh for every test. */
export interface StoreScene {
  readonly harness: () => StoreHarness;
  /** The open store of alice. */
  readonly store: () => DocumentStore;
  /** A second window, open. */
  readonly secondWindow: () => Promise<DocumentStore>;
  /** Closes and opens again. */
  readonly reopen: () => Promise<DocumentStore>;
}

/** The value of a result, or a failed test. */
export function value<T>(result: Result<T, { readonly code: string; readonly message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** The failure's code, or `ok`. */
export function codeOf(result: Result<unknown, { readonly code: string }>): string {
  return result.ok ? 'ok' : result.error.code;
}

/** A page of the usual chat. */
export async function page(
  store: DocumentStore,
  range: MessageRange = { kind: 'latest', limit: 100 },
): Promise<MessagePage> {
  return value(await store.messages(chat, range));
}

/** Everything kept, `limit` at a time. */
export async function scanned(store: DocumentStore, limit: number): Promise<readonly KeptEvent[]> {
  const seen: KeptEvent[] = [];
  for (let rows = value(await store.scan(null, limit)); rows.length > 0;) {
    seen.push(...rows);
    rows = value(await store.scan(seen.at(-1) ?? null, limit));
  }
  return seen;
}

/** Packs until there is nothing more to pack. */
export async function packAll(store: DocumentStore): Promise<void> {
  for (let rounds = 0; value(await store.packSealed()); rounds += 1) expect(rounds).toBeLessThan(10_000);
}

/** Texts of a page, in order. */
export function texts(messages: MessagePage): readonly string[] {
  return messages.messages.map(({ body }) => (body.kind === 'text' ? body.text : body.kind));
}

/** Follows a live query. `settled` waits until it says something that holds. */
export function follow<T>(query: LiveQuery<T>) {
  const states: QueryState<T>[] = [];
  const dispose = query.subscribe((state) => states.push(state));
  return {
    states,
    dispose,
    settled: (holds: (state: QueryState<T>) => boolean) => until(() => states.some((state) => holds(state))),
    last: () => states.at(-1),
  };
}

/** Waits. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
