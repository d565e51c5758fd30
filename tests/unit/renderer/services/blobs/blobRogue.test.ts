import { describe, expect, it } from 'vitest';
import { encode } from 'cborg';
import { BLOB_CHUNK_BYTES } from '@shared/blob.ts';
import type { AccountId } from '@shared/ids.ts';
import type { BlobMessage } from '@domain/blob/messages.ts';
import { MOST_WANTED, SEND_AHEAD } from '@services/blobs/blobLimits.ts';
import { type MadeBlob, blobOf } from '../../../../support/shared/blobFixtures.ts';
import { BlobWorld, type Holder, type Rogue, largeBlob } from './blobWorld.ts';

const MALLORY = `${'M'.repeat(42)}A` as AccountId;

async function setup() {
  const { world, holders } = await BlobWorld.of('bob', 'carol');
  const [bob, carol] = holders as [Holder, Holder];
  const rogue = world.rogue(MALLORY, bob);
  await world.pass(500);
  return { world, bob, carol, rogue };
}

/** Says to have everything of a blob, and gives what `chunkOf` makes of each chunk asked for. */
function pretend(rogue: Rogue, blob: MadeBlob, chunkOf: (index: number) => Uint8Array): void {
  rogue.answer = (message: BlobMessage) => {
    if (message.t === 'blob.ask') rogue.say({ t: 'blob.have', blob: blob.id, size: blob.bytes.length, chunks: null });
    if (message.t === 'blob.outline') rogue.say({ t: 'blob.hashes', blob: blob.id, ...blob.outline });
    if (message.t !== 'blob.want') return;
    for (const index of message.chunks) rogue.say({ t: 'blob.chunk', blob: blob.id, index, bytes: chunkOf(index) });
  };
}

describe('who asks', () => {
  it('BLX-3 is told of no blob it may not have, as if it were not there', async () => {
    const { world, bob, rogue } = await setup();
    const blob = blobOf(3);
    await bob.has(blob);
    bob.mayGive = (account) => account !== MALLORY;
    const unknown = blobOf(3, 9).id;
    rogue.say({ t: 'blob.ask', blobs: [blob.id, unknown] });
    rogue.say({ t: 'blob.outline', blob: blob.id });
    rogue.say({ t: 'blob.want', blob: blob.id, chunks: [0] });
    await world.pass(500);
    expect(rogue.heard).toEqual(
      [blob.id, unknown, blob.id, blob.id].map((id) => ({ t: 'blob.none', blob: id, chunks: null })),
    );
    expect(bob.asked).toContainEqual([MALLORY, blob.id]);
  });

  it('BLX-3 is refused from the moment membership ends', async () => {
    const { world, bob, rogue } = await setup();
    const blob = blobOf(2);
    await bob.has(blob);
    rogue.say({ t: 'blob.want', blob: blob.id, chunks: [0] });
    await world.pass(500);
    expect(rogue.heard.at(-1)).toMatchObject({ t: 'blob.chunk', index: 0 });
    bob.mayGive = () => false;
    bob.exchange.refresh(MALLORY);
    rogue.say({ t: 'blob.want', blob: blob.id, chunks: [1] });
    await world.pass(500);
    expect(rogue.heard.at(-1)).toEqual({ t: 'blob.none', blob: blob.id, chunks: null });
  });

  it('BLX-3 is refused from the moment what spoke of a blob is taken back', async () => {
    const { world, bob, rogue } = await setup();
    const blob = blobOf(2);
    await bob.has(blob);
    rogue.say({ t: 'blob.want', blob: blob.id, chunks: [0] });
    await world.pass(500);
    expect(rogue.heard.at(-1)).toMatchObject({ t: 'blob.chunk', index: 0 });
    bob.mayGive = () => false;
    bob.exchange.forgetVerdicts();
    rogue.say({ t: 'blob.want', blob: blob.id, chunks: [1] });
    await world.pass(500);
    expect(rogue.heard.at(-1)).toEqual({ t: 'blob.none', blob: blob.id, chunks: null });
  });

  it('BLX-3 is not asked for what it may not have', async () => {
    const { world, bob, rogue } = await setup();
    bob.mayGive = () => false;
    bob.fetch(blobOf(2));
    await world.pass(60_000, 500);
    expect(rogue.heard).toEqual([]);
  });

  it('BLX-4 makes the giver hold four chunks and note 64 wishes, whatever it asks for', async () => {
    const { world, bob, rogue } = await setup();
    const blob = largeBlob();
    await bob.has(blob);
    let reads = 0;
    bob.blobs.read = () => {
      reads += 1;
      return new Promise(() => undefined);
    };
    for (let turn = 0; turn < MOST_WANTED; turn += 1) rogue.say({ t: 'blob.want', blob: blob.id, chunks: [0] });
    await world.pass(500);
    expect(reads).toBe(SEND_AHEAD);
    expect(rogue.isCutOff).toBe(false);
    const tooMany = Array.from({ length: 64 }, (_, index) => index % blob.chunks.length);
    for (let turn = 0; turn < 6; turn += 1) rogue.say({ t: 'blob.want', blob: blob.id, chunks: tooMany });
    await world.pass(500);
    expect(rogue.isCutOff).toBe(true);
  });

  it('BLX-7 is cut off for flooding with questions', async () => {
    const { world, bob, rogue } = await setup();
    const ids = Array.from({ length: 64 }, (_, index) => blobOf(0, index).id);
    for (let turn = 0; turn < 60; turn += 1) rogue.say({ t: 'blob.ask', blobs: ids });
    await world.pass(2000);
    expect(rogue.isCutOff).toBe(true);
    expect(bob.asked.length).toBeLessThan(1100);
  });

  it('BLX-7 is cut off for garbage, and not for words of a later version', async () => {
    const { world, rogue } = await setup();
    for (let turn = 0; turn < 10; turn += 1) rogue.raw(encode({ t: 'blob.later', what: turn }));
    await world.pass(500);
    expect(rogue.isCutOff).toBe(false);
    rogue.raw(new Uint8Array([0xff]));
    rogue.raw(encode({ t: 'blob.want', blob: new Uint8Array(31), chunks: [0] }));
    await world.pass(500);
    expect(rogue.isCutOff).toBe(false);
    rogue.raw(new Uint8Array(MOST_BYTES));
    await world.pass(500);
    expect(rogue.isCutOff).toBe(true);
  });
});

/** Longer than anything about blobs is. */
const MOST_BYTES = 600 * 1024;

describe('who gives', () => {
  it('BLX-5 is found out by the first wrong chunk, and the chunks come from another', async () => {
    const { world, bob, carol, rogue } = await setup();
    const blob = largeBlob();
    pretend(rogue, blob, (index) => (blob.chunks[index] ?? new Uint8Array()).map((byte) => byte ^ 1));
    await carol.has(blob);
    bob.fetch(blob);
    await world.pass(60_000, 500);
    expect(rogue.heard.filter(({ t }) => t === 'blob.want')).toHaveLength(1);
    expect(bob.progress(blob)).toMatchObject({ state: 'waiting', held: 0 });
    world.join(bob, carol);
    await world.until(() => bob.progress(blob).state === 'here');
    expect(await bob.isWhole(blob)).toBe(true);
    expect(carol.log.recent('warn')).toEqual([]);
  });

  it('BLX-7 is cut off when it lies about a third blob', async () => {
    const { world, bob, rogue } = await setup();
    for (const [lies, seed] of [1, 2, 3].entries()) {
      expect([lies, rogue.isCutOff]).toEqual([lies, false]);
      const blob = blobOf(3, seed);
      pretend(rogue, blob, (index) => (blob.chunks[index] ?? new Uint8Array()).map((byte) => byte ^ 1));
      bob.fetch(blob);
      await world.pass(1000);
    }
    expect(rogue.isCutOff).toBe(true);
  });

  it.each([
    ['of another blob', (blob: MadeBlob) => ({ ...blob.outline, hashes: blob.outline.hashes.map((byte) => byte ^ 1) })],
    ['of another length', (blob: MadeBlob) => ({ ...blob.outline, size: blob.outline.size - 1 })],
    ['too short', (blob: MadeBlob) => ({ ...blob.outline, hashes: blob.outline.hashes.slice(32) })],
  ])('BLX-5 is not believed an outline %s', async (_, outlineOf) => {
    const { world, bob, carol, rogue } = await setup();
    const blob = blobOf(4);
    pretend(rogue, blob, () => new Uint8Array());
    const honest = rogue.answer;
    rogue.answer = (message) => {
      if (message.t === 'blob.outline') rogue.say({ t: 'blob.hashes', blob: blob.id, ...outlineOf(blob) });
      else honest(message);
    };
    await carol.has(blob);
    bob.fetch(blob);
    await world.pass(1000);
    expect(bob.log.recent('warn').length).toBeGreaterThan(0);
    world.join(bob, carol);
    await world.until(() => bob.progress(blob).state === 'here');
    expect(await bob.isWhole(blob)).toBe(true);
  });

  it('BLX-5 fetches nothing larger than the message said', async () => {
    const { world, bob, rogue } = await setup();
    const blob = blobOf(4);
    pretend(rogue, blob, (index) => blob.chunks[index] ?? new Uint8Array());
    bob.exchange.fetch({ id: blob.id, size: 10 }, 'now');
    await world.pass(30_000, 500);
    expect(bob.progress(blob)).toMatchObject({ state: 'waiting', held: 0 });
    expect(rogue.heard.every(({ t }) => t === 'blob.ask')).toBe(true);
  });

  it('BLX-7 is cut off for chunks nobody asked for, which reach no disk', async () => {
    const { world, bob, rogue } = await setup();
    const blob = blobOf(2);
    const bytes = new Uint8Array(BLOB_CHUNK_BYTES / 64);
    for (let turn = 0; turn < 140; turn += 1) rogue.say({ t: 'blob.chunk', blob: blob.id, index: 0, bytes });
    await world.pass(2000);
    expect(rogue.isCutOff).toBe(true);
    expect((await bob.blobs.list()).ok && (await bob.blobs.space())).toMatchObject({ value: { used: 0 } });
  });

  it('BLX-7 is cut off for sets of chunks that no blob has', async () => {
    const { world, bob, rogue } = await setup();
    const blob = blobOf(4);
    const size = blob.bytes.length;
    bob.fetch(blob);
    for (const chunks of [new Uint8Array(2), new Uint8Array(0), new Uint8Array([0xff])]) {
      rogue.say({ t: 'blob.have', blob: blob.id, size, chunks });
    }
    await world.pass(1000);
    expect(rogue.isCutOff).toBe(true);
  });
});
