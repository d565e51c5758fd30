/** Pictures and other files as they are after somebody's message or post brought them: here, complete, in the size in which they are sent. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { blurOf } from '@domain/chat/blur.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { HostBlobStore } from '@services/blobs/hostBlobStore.ts';
import type { BlobId } from '@shared/ids.ts';
import { type Profile, must } from './profile.ts';

/** Sides of a picture as the app sends it, px. */
const LONG = 1600;
const SHORT = 1200;
/** Of the small one that its message carries. */
const SIDE = 160;

/** Width and height, px. */
type Size = readonly [number, number];

/** A picture as a phone takes it, here and complete, and the small one that its posts carry. Of another size where one is given. */
export async function drawnPicture(profile: Profile, index: number, size?: Size): Promise<FileReference> {
  const [width, height] = size ?? (index % 2 === 0 ? [LONG, SHORT] : [SHORT, LONG]);
  const large = canvasOf(width, height, index);
  const small = canvasOf(SIDE, SIDE, index);
  const bytes = new Uint8Array(
    await (await large.canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })).arrayBuffer(),
  );
  const thumbnail = await small.canvas.convertToBlob({ type: 'image/webp', quality: 0.6 });
  const kept = await keptFile(profile, bytes);
  const blur = blurOf(small.pen.getImageData(0, 0, 64, 64));
  const picture = { width, height, blur, thumbnail: new Uint8Array(await thumbnail.arrayBuffer()) };
  return { ...kept, name: 'photo.webp', mime: 'image/webp', picture };
}

/** Keeps bytes as a file that came whole. */
export async function keptFile(
  { identity, host, store }: Profile,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ readonly blob: BlobId; readonly size: number }> {
  const source = { size: bytes.length, slice: (start: number, end: number) => new Blob([bytes.slice(start, end)]) };
  const { id, size } = must(await new HostBlobStore({ host, account: identity.account }).put(source));
  const at = systemClock.now();
  const times = { createdAt: at, usedAt: at };
  must(await store.blobs.put({ id, size, state: 'complete', origin: 'received', keep: false, ...times }));
  return { blob: id, size };
}

/** Bands and spots, with a grain as of light: a picture of flat colours would be decoded in no time. */
function canvasOf(width: number, height: number, index: number) {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('nothing to draw on');
  for (let band = 0; band < 8; band += 1) {
    pen.fillStyle = `hsl(${(index * 41 + band * 23) % 360} 55% ${30 + band * 6}%)`;
    pen.fillRect(0, (band * height) / 8, width, height / 8);
    pen.beginPath();
    pen.arc((index * 0.18 * width) % width, (band * 0.23 * height) % height, (8 + band) * (width / SIDE), 0, 7);
    pen.fill();
  }
  const grain = pen.getImageData(0, 0, width, height);
  const random = new SeededRandom(index);
  const noise = random.bytes(4096);
  for (let at = 0; at < grain.data.length; at += 4) {
    const light = ((noise[(at * 31) % 4096] ?? 0) % 24) - 12;
    for (let part = 0; part < 3; part += 1) grain.data[at + part] = (grain.data[at + part] ?? 0) + light;
  }
  pen.putImageData(grain, 0, 0);
  return { canvas, pen };
}
