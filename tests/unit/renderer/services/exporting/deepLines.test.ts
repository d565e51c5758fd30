import { describe, expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { AllMedia } from '@services/exporting/all/allMedia.ts';
import { AllWriter } from '@services/exporting/all/allWriter.ts';
import { updateLines } from '@services/exporting/all/programs.ts';
import { readLine } from '@services/importing/all/linesOf.ts';
import { alice, idOf } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';
import { archiveIn } from '../../../../integration/support/exports.ts';

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const program = idOf<EventId>('program');

/** A store in which somebody said these in a program. */
function storeOf(payloads: readonly string[]): Pick<DocumentStore, 'programs' | 'shelves'> {
  const entries = payloads.map((payload, index) => {
    return { serial: index + 1, author: alice, bytes: new TextEncoder().encode(`{"payload":${payload}}`) };
  });
  const store = new MemoryDocumentStore();
  const kept = { instance: program, space: idOf<SpaceId>('space') };
  Object.assign(store.programs, { all: () => Promise.resolve(ok([kept])) });
  Object.assign(store.shelves, { entries: () => Promise.resolve(ok(entries)) });
  return store;
}

async function written(payloads: readonly string[]) {
  const parts: Uint8Array[] = [];
  const done = () => Promise.resolve();
  const sink = {
    write: (bytes: Uint8Array) => done().then(() => void parts.push(bytes.slice())),
    close: done,
    abort: done,
  };
  const writer = new AllWriter(sink);
  await writer.lines('updates', updateLines(storeOf(payloads), done));
  await writer.finish({ format: 'banyan-export', version: 1, exportedAt: '', account: alice, name: '', leftOut: {} });
  return archiveIn(new Uint8Array(Buffer.concat(parts))).lines('updates');
}

describe('lines that are nested deep', () => {
  it('EXA-3 what a member says in a program never ends an export: nested too deep it stands as its bytes', async () => {
    const lines = await written(['{"score":1}', nested(8000), nested(50)]);
    expect(lines.map(({ update }) => update)).toEqual([
      { payload: { score: 1 } },
      { bytes: Buffer.from(`{"payload":${nested(8000)}}`).toString('base64url') },
      { payload: JSON.parse(nested(50)) as unknown },
    ]);
  });

  it('EXA-3 every update that is written is read again, up to the last level', async () => {
    const lines = await written([396, 397, 398, 399, 400].map(nested));
    const isPlain = lines.map(({ update }) => typeof update === 'object' && update !== null && 'payload' in update);
    expect([...new Set(isPlain)]).toEqual([true, false]);
    for (const line of lines) expect(readLine('updates', JSON.stringify(line)).line).toEqual(line);
  });

  it('IMA-3 a line nested deeper is none', () => {
    const line = { id: 'A'.repeat(43), kind: 'direct', name: 'Bob', self: null, messages: 1 };
    expect(readLine('conversations', JSON.stringify(line)).line).toEqual(line);
    const raw = `${JSON.stringify(line).slice(0, -1)},"more":${nested(8000)}}`;
    expect(readLine('conversations', raw)).toEqual({ raw, line: null });
  });

  it('IMA-4 one that was taken in before that goes out again as it is', async () => {
    const store = new MemoryDocumentStore();
    value(await store.open(alice));
    const media = new AllMedia({ store, blobs: { read: () => Promise.resolve(ok(null)) } }, true);
    const raw = `{"conversation":"${'A'.repeat(43)}","more":${nested(100_000)}}`;
    expect(await media.placeAgain(raw, 'B'.repeat(43))).toBe(raw);
  });
});
