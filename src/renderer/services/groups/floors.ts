import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { MessageKey } from '@domain/chat/message.ts';
import type { Floor } from '@domain/group/body.ts';
import type { GroupPolicy } from '@domain/group/policy.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';

const PAGE = 1000;

/**
 * Below which place of each chain of a talk a new member is given nothing (GRS-13): nowhere for `all`, everywhere for
 * `since-joining`, and for `last` below the oldest of the newest messages that is of that chain.
 */
export async function floorsOf(
  store: DocumentStore,
  talk: SpaceId,
  history: GroupPolicy['history'],
): Promise<Result<Floor[], StoreError>> {
  if (history.kind === 'all') return ok([]);
  const heads = await store.chainHeads(talk);
  if (!heads.ok) return heads;
  const oldest = history.kind === 'last' ? await oldestOf(store, talk, history.count) : ok(new Map<DeviceId, number>());
  if (!oldest.ok) return oldest;
  return ok(heads.value.map(({ device, seq }) => ({ device, seq: oldest.value.get(device) ?? seq + 1 })));
}

/** The place of each chain's first message among the newest `count`. */
async function oldestOf(
  store: DocumentStore,
  talk: SpaceId,
  count: number,
): Promise<Result<Map<DeviceId, number>, StoreError>> {
  const oldest = new Map<DeviceId, number>();
  let left = count;
  let until: MessageKey | null = null;
  while (left > 0) {
    const range: Parameters<DocumentStore['messages']>[1] =
      until === null ? { kind: 'latest', limit: PAGE } : { kind: 'until', key: until, limit: PAGE + 1 };
    const page = await store.messages(talk, range);
    if (!page.ok) return page;
    const messages = page.value.messages.filter(({ id, at }) => id !== until?.id || at !== until.at);
    for (const message of messages.toReversed()) {
      if (message.body.kind === 'notice' || left === 0) continue;
      left -= 1;
      oldest.set(message.device, Math.min(message.seq, oldest.get(message.device) ?? message.seq));
    }
    const first = messages[0];
    if (first === undefined || !page.value.hasOlder) break;
    until = { at: first.at, id: first.id };
  }
  return ok(oldest);
}
