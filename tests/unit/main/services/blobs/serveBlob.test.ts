import { describe, expect, it, onTestFinished } from 'vitest';
import { securityHeaders } from '../../../../../src/main/services/assets/securityHeaders.ts';
import { createBlobs } from '../../../../../src/main/services/blobs/blobs.ts';
import { readRange } from '../../../../../src/main/services/blobs/range.ts';
import { createBlobHandler } from '../../../../../src/main/services/blobs/serveBlob.ts';
import { blobPath } from '@shared/blob.ts';
import type { AccountId } from '@shared/ids.ts';
import { enter, startHostAt } from '../../../../support/node/browserHostUnderTest.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { blobOf } from '../../../../support/shared/blobFixtures.ts';
import { CHUNK, begin, editFile, flip, value, write } from './blobSupport.ts';

const account = 'A'.repeat(43) as AccountId;
const blob = blobOf(3);

async function setup() {
  const directory = temporaryDirectory();
  const blobs = createBlobs({ directory });
  const shelf = value(await blobs.open(account));
  await write(await begin(shelf, blob), blob, [0, 1, 2]);
  const lock = { isClosed: false };
  const served = { open: blobs.open, isLocked: () => Promise.resolve(lock.isClosed) };
  const handle = createBlobHandler({ blobs: served, headers: securityHeaders() });
  const get = (path: string, init?: RequestInit) => handle(new Request(`http://localhost:1${path}`, init));
  return { directory: `${directory}/${account}`, blobs, shelf, get, lock };
}

const path = (as: Parameters<typeof blobPath>[1] = {}) => blobPath({ account, id: blob.id }, as);
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe('GET /blobs', () => {
  it('HBL-13 gives a complete blob, whole', async () => {
    const { get } = await setup();
    const response = await get(path({ type: 'image/png' }));
    expect(response.status).toBe(200);
    expect(await bytesOf(response)).toEqual(blob.bytes);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'content-length': String(blob.bytes.length),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });

  it.each(['image/svg+xml', 'text/html', 'application/pdf', 'IMAGE/PNG', 'image/png; charset=x', 'x/y', ''])(
    'HBL-13 makes a file to be saved of what says to be %s',
    async (type) => {
      const { get } = await setup();
      const { headers } = await get(`${path()}?type=${encodeURIComponent(type)}`);
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toBe('attachment');
      expect(path({ type })).toBe(path());
    },
  );

  it('LCK-2 gives nothing of an account whose lock is closed, and breaks off what it was giving', async () => {
    const { get, lock } = await setup();
    const begun = await get(path());
    const reader = (begun.body as ReadableStream<Uint8Array>).getReader();
    expect((await reader.read()).value?.length).toBeGreaterThan(0);
    lock.isClosed = true;
    await expect(
      (async () => {
        for (let part = await reader.read(); !part.done; part = await reader.read());
      })(),
    ).rejects.toThrow('the lock was closed');
    const refused = await get(path());
    expect([refused.status, await refused.text()]).toEqual([403, '403\n']);
    lock.isClosed = false;
    expect(await bytesOf(await get(path()))).toEqual(blob.bytes);
  });

  it('HBL-13 names a file to be saved, and no name breaks out of its header', async () => {
    const { get } = await setup();
    const name = 'a "b"\r\nX-Evil: 1; é (1)\'*.txt';
    const { headers } = await get(path({ name }));
    expect(headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''a%20%22b%22%0D%0AX-Evil%3A%201%3B%20%C3%A9%20%281%29%27%2A.txt",
    );
    expect(headers.get('x-evil')).toBeNull();
  });

  it.each([
    ['bytes=0-0', 0, 1],
    [`bytes=10-${CHUNK + 20}`, 10, CHUNK + 21],
    [`bytes=${CHUNK - 1}-${CHUNK}`, CHUNK - 1, CHUNK + 1],
    [`bytes=${2 * CHUNK}-`, 2 * CHUNK, blob.bytes.length],
    ['bytes=-7', blob.bytes.length - 7, blob.bytes.length],
    ['bytes=0-99999999999', 0, blob.bytes.length],
  ])('HBL-13 gives the range %s', async (range, start, end) => {
    const { get } = await setup();
    const response = await get(path(), { headers: { range } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${blob.bytes.length}`);
    expect(await bytesOf(response)).toEqual(blob.bytes.slice(start, end));
  });

  it('HBL-13 gives the whole for ranges it does not understand, and 416 behind the end', async () => {
    const { get } = await setup();
    for (const range of ['bytes=0-1,5-6', 'bytes=5-2', 'lines=1-2', 'bytes=-', 'bytes=a-b']) {
      expect((await get(path(), { headers: { range } })).status).toBe(200);
    }
    const behind = await get(path(), { headers: { range: `bytes=${blob.bytes.length}-` } });
    expect([behind.status, behind.headers.get('content-range')]).toEqual([416, `bytes */${blob.bytes.length}`]);
    expect(readRange('bytes=-5', 0)).toBe('unsatisfiable');
  });

  it('HBL-13 has nothing else: no part, no other account, no path, no other method', async () => {
    const { get, shelf } = await setup();
    const part = blobOf(2, 9);
    await write(await begin(shelf, part), part, [0]);
    const other = `${'B'.repeat(42)}A`;
    const paths = [
      blobPath({ account, id: part.id }),
      `/blobs/${other}/${blob.id}`,
      `${path()}/`,
      `/blobs/${account}/%2e%2e%2f${blob.id}`,
      '/blobs/',
      '/blobs/x/y',
    ];
    for (const wrong of paths) expect((await get(wrong)).status).toBe(404);
    expect((await get(path(), { method: 'POST' })).status).toBe(405);
    const head = await get(path(), { method: 'HEAD' });
    expect([head.status, head.body, head.headers.get('content-length')]).toEqual([
      200,
      null,
      String(blob.bytes.length),
    ]);
  });

  it('HBL-10 breaks off rather than give a byte that changed', async () => {
    const { directory, blobs, get } = await setup();
    await blobs.close();
    editFile(directory, '.blob', (bytes) => flip(bytes, CHUNK + 1));
    const response = await get(path());
    await expect(response.arrayBuffer()).rejects.toThrow('can not be read');
    expect((await get(path())).status).toBe(404);
  });
});

it('HBL-13 is served by the browser edition to who may load the app alone', async () => {
  const directory = temporaryDirectory();
  const blobs = createBlobs({ directory: `${directory}/data/blobs` });
  await write(await begin(value(await blobs.open(account)), blob), blob, [0, 1, 2]);
  await blobs.close();
  const host = await startHostAt(directory);
  onTestFinished(() => host.close());
  const address = `${host.origin}${path({ type: 'video/mp4' })}`;
  expect((await fetch(address)).status).toBe(403);
  const headers = { cookie: await enter(host), range: 'bytes=5-' };
  const response = await fetch(address, { headers });
  expect([response.status, response.headers.get('content-type')]).toEqual([206, 'video/mp4']);
  expect(await bytesOf(response)).toEqual(blob.bytes.slice(5));
});
