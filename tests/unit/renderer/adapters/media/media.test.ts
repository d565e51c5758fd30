import { afterEach, describe, expect, it, vi } from 'vitest';
import fc from 'fast-check';
import { cameraErrorCode } from '../../../../../src/renderer/adapters/media/camera.ts';
import { cropSquare } from '../../../../../src/renderer/adapters/media/cropSquare.ts';
import { avatarTries, encodeWithin } from '../../../../../src/renderer/adapters/media/encodeWithin.ts';
import type { MediaReply, MediaRequest } from '../../../../../src/renderer/adapters/media/mediaMessages.ts';
import { type MediaWorker, MediaWorkerClient } from '../../../../../src/renderer/adapters/media/MediaWorkerClient.ts';
import { codeModules, decodePixels } from '../../../../../src/renderer/adapters/media/qrCode.ts';
import { ok } from '../../../../../src/shared/result.ts';

describe('cropSquare', () => {
  it('MED-8 lies inside the picture whatever is asked', () => {
    const number = fc.double({ min: -5, max: 5 });
    const side = fc.integer({ min: 1, max: 4000 });
    fc.assert(
      fc.property(side, side, number, number, number, (width, height, x, y, part) => {
        const square = cropSquare(width, height, { x, y, side: part });
        expect(square.side).toBeGreaterThanOrEqual(1);
        expect(square.x).toBeGreaterThanOrEqual(0);
        expect(square.y).toBeGreaterThanOrEqual(0);
        expect(square.x + square.side).toBeLessThanOrEqual(width);
        expect(square.y + square.side).toBeLessThanOrEqual(height);
      }),
    );
    expect(cropSquare(400, 200, { x: 0.25, y: 0, side: 1 })).toEqual({ x: 100, y: 0, side: 200 });
    expect(cropSquare(400, 200, { x: Number.NaN, y: 0, side: Number.NaN })).toEqual({ x: 0, y: 0, side: 200 });
  });
});

describe('encodeWithin', () => {
  it('MED-9 takes the first encoding that is small enough', async () => {
    const encode = async (attempt: (typeof avatarTries)[number]) => ({
      type: attempt.type,
      size: Math.round(attempt.side * attempt.quality * 200),
      attempt,
    });
    const encoded = await encodeWithin(24 * 1024, avatarTries, encode);
    expect(encoded?.attempt).toEqual({ side: 256, type: 'image/webp', quality: 0.4 });
  });

  it('MED-10 goes on to JPEG where the encoder answers with another type, and gives up after the last', async () => {
    const noWebp = async ({ type }: { type: string }) => ({
      type: type === 'image/webp' ? 'image/png' : type,
      size: 10,
    });
    expect(await encodeWithin(24, avatarTries, noWebp)).toEqual({ type: 'image/jpeg', size: 10 });
    expect(await encodeWithin(9, avatarTries, noWebp)).toBeNull();
  });
});

function pixelsOf(text: string, scale: number) {
  const modules = codeModules(text);
  const side = modules.length * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let index = 0; index < side * side; index += 1) {
    const row = modules[Math.floor(index / side / scale)];
    if (row?.[Math.floor((index % side) / scale)] === true) data.set([0, 0, 0, 255], index * 4);
  }
  return { width: side, height: side, data };
}

describe('QR codes', () => {
  it('MED-11 a code drawn here is read here, at the length of an invite', () => {
    const link = `banyan://invite#${'Ab3_-'.repeat(110)}`;
    expect(decodePixels(pixelsOf(link, 4), 'file')).toBe(link);
    expect(decodePixels(pixelsOf(link, 4), 'frame')).toBe(link);
  });

  it('MED-11 reads pixels whose fields are getters, as those of a canvas are', () => {
    const plain = pixelsOf('banyan://invite#abc', 4);
    class CanvasPixels {
      get width() {
        return plain.width;
      }
      get height() {
        return plain.height;
      }
      get data() {
        return plain.data;
      }
    }
    expect(decodePixels(new CanvasPixels(), 'file')).toBe('banyan://invite#abc');
  });

  it('MED-12 says null for a picture without a code and for no pixels', () => {
    const grey = { width: 64, height: 64, data: new Uint8ClampedArray(64 * 64 * 4).fill(128) };
    expect(decodePixels(grey, 'file')).toBeNull();
    expect(decodePixels({ width: 0, height: 0, data: new Uint8ClampedArray() }, 'frame')).toBeNull();
  });
});

describe('cameraErrorCode', () => {
  it('MED-13 tells refused, missing and busy apart', () => {
    const named = (name: string) => Object.assign(new Error(name), { name });
    expect(
      ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'Odd'].map((name) => cameraErrorCode(named(name))),
    ).toEqual(['camera-denied', 'camera-missing', 'camera-busy', 'camera-failed']);
    expect(cameraErrorCode('nonsense')).toBe('camera-failed');
  });
});

class FakeWorker implements MediaWorker {
  readonly posted: MediaRequest[] = [];
  terminated = false;
  readonly #listeners = { message: (_event: MessageEvent<MediaReply>) => {}, error: () => {} };

  postMessage(message: MediaRequest): void {
    this.posted.push(message);
  }
  addEventListener(type: 'message' | 'error', listener: (event: MessageEvent<MediaReply>) => void): void {
    Object.assign(this.#listeners, { [type]: listener });
  }
  terminate(): void {
    this.terminated = true;
  }
  answer(index: number, text: string): void {
    const id = this.posted[index]?.id ?? -1;
    this.#listeners.message(new MessageEvent('message', { data: { id, answer: ok(text) } }));
  }
  crash(): void {
    this.#listeners.error();
  }
}

const readCode = { kind: 'read-code', bytes: new Uint8Array(), type: 'image/png' } as const;

describe('MediaWorkerClient', () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  const start = () => {
    const workers: FakeWorker[] = [];
    const client = new MediaWorkerClient(() => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    });
    return { client, workers };
  };

  it('MED-14 starts no worker before the first task and matches answers to questions', async () => {
    const { client, workers } = start();
    expect(workers).toHaveLength(0);
    const first = client.ask<'read-code'>(readCode);
    const second = client.ask<'read-code'>(readCode);
    workers[0]?.answer(1, 'second');
    workers[0]?.answer(0, 'first');
    expect([await first, await second]).toEqual([ok('first'), ok('second')]);
    expect(workers).toHaveLength(1);
  });

  it('MED-15 a crash fails what waits, and the next task starts anew', async () => {
    const { client, workers } = start();
    const lost = client.ask<'read-code'>(readCode);
    workers[0]?.crash();
    expect(await lost).toMatchObject({ ok: false, error: { code: 'picture-unreadable' } });
    const next = client.ask<'read-code'>(readCode);
    workers[1]?.answer(0, 'fine');
    expect(await next).toEqual(ok('fine'));
  });

  it('MED-16 a picture that takes too long is given up and its worker ended', async () => {
    vi.useFakeTimers();
    const { client, workers } = start();
    const stuck = client.ask<'read-code'>(readCode);
    vi.advanceTimersByTime(20_001);
    expect(await stuck).toMatchObject({ ok: false, error: { code: 'picture-unreadable' } });
    expect(workers[0]?.terminated).toBe(true);
  });
});
