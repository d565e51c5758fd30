/** `store.ingest`: events of another, checked, stored and projected, against a bare bulk put of the same rows in the same page. */
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { directSpace } from '@domain/space/space.ts';
import { toBase64url } from '@shared/base64url.ts';
import { putAgain } from './bareStore.ts';
import { cardOf, must } from './profile.ts';
import { engineOf, openSide, talkOf } from './sides.ts';

/** As many as a piece of history has at most. */
const PIECE = 500;

/** Rows a second, the two in turns. Each round has a database of its own. */
export async function ingest(count: number, rounds: number) {
  const measured: number[] = [];
  const baseline: number[] = [];
  // The first finds nothing compiled.
  for (let round = -1; round < rounds; round += 1) {
    const [ms, bare] = await ingestOnce(count);
    if (round < 0) continue;
    measured.push((count * 1000) / ms);
    baseline.push((count * 1000) / bare);
  }
  return { measured, baseline };
}

async function ingestOnce(count: number): Promise<readonly [number, number]> {
  const speaker = await openSide(new MemoryDocumentStore());
  const taker = await openSide(new DexieDocumentStore());
  const space = directSpace(speaker.identity.account, taker.identity.account);
  const events: AdmittedEvent[] = [];
  for await (const batch of talkOf(speaker, space, count)) events.push(...batch);
  const log = await engineOf(taker, await cardOf(toBase64url(speaker.own.card))).logOf(space);
  if (log === null) throw new Error('the store cannot be read');
  const { device } = speaker.identity;
  const start = performance.now();
  const taking: ReturnType<typeof log.takePiece>[] = [];
  for (let from = 0; from < count; from += PIECE) {
    const payloads = events.slice(from, from + PIECE).map(({ payload }) => payload);
    taking.push(log.takePiece({ device, payloads, isAsked: true }));
  }
  const taken = (await Promise.all(taking)).map(must);
  const ms = performance.now() - start;
  if (taken.reduce((sum, piece) => sum + piece.length, 0) !== count) throw new Error('not all was taken');
  return [ms, await putAgain(taker.identity.account)];
}
