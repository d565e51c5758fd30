/** Decoding, scaling, encoding and QR reading, away from the main thread. */
import { fail, ok } from '@shared/result.ts';
import { MAX_AVATAR_BYTES } from '@domain/profile/profile.ts';
import type { CropArea, PreviewLook } from '@ports/media.ts';
import { decode, scaled, surface } from './canvas.ts';
import { cropSquare } from './cropSquare.ts';
import { avatarTries, encodeWithin } from './encodeWithin.ts';
import type { MediaAnswer, MediaReply, MediaRequest, MediaTask } from './mediaMessages.ts';
import { preparePicture } from './preparePicture.ts';
import { codeModules, decodePixels } from './qrCode.ts';

/** Longest sides at which a file is searched for a code: fine print first, then what blurs noise away. */
const CODE_SIDES = [2048, 1024, 512];
const CODE_SCALE = 8;

self.addEventListener('message', (event: MessageEvent<MediaRequest>) => {
  void reply(event.data);
});

async function reply({ id, task }: MediaRequest): Promise<void> {
  const answer = await perform(task).catch((thrown: unknown) => fail('picture-unreadable', describe(thrown)));
  const message: MediaReply = { id, answer };
  self.postMessage(message);
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : 'unknown';
}

async function perform(task: MediaTask): Promise<MediaAnswer<MediaTask['kind']>> {
  switch (task.kind) {
    case 'preview':
      return preview(new Blob([task.bytes], { type: task.type }), task.look);
    case 'prepare':
      return preparePicture(task.bytes, task);
    case 'crop':
      return crop(task.picture, task.area);
    case 'read-code':
      return readCode(new Blob([task.bytes], { type: task.type }));
    case 'read-frame':
      return readFrame(task.frame);
    case 'draw-code':
      return drawCode(task.text);
  }
}

async function preview(file: Blob, { side, isTransparent }: PreviewLook): Promise<MediaAnswer<'preview'>> {
  const bitmap = await decode(file);
  if (!bitmap.ok) return bitmap;
  const [canvas] = scaled(bitmap.value, side, isTransparent ? 'none' : '#fff');
  bitmap.value.close();
  const picture = await canvas.convertToBlob({ type: 'image/webp', quality: 0.95 });
  return ok({ width: canvas.width, height: canvas.height, picture });
}

async function crop(picture: Blob, area: CropArea): Promise<MediaAnswer<'crop'>> {
  const bitmap = await createImageBitmap(picture);
  const square = cropSquare(bitmap.width, bitmap.height, area);
  const encoded = await encodeWithin(MAX_AVATAR_BYTES, avatarTries, ({ side, type, quality }) => {
    const [canvas, context] = surface(side, side);
    context.drawImage(bitmap, square.x, square.y, square.side, square.side, 0, 0, side, side);
    return canvas.convertToBlob({ type, quality });
  });
  bitmap.close();
  if (encoded === null) return fail('picture-unreadable', 'no encoder made it small enough');
  const type = encoded.type === 'image/webp' ? 'image/webp' : 'image/jpeg';
  return ok({ type, bytes: new Uint8Array(await encoded.arrayBuffer()) });
}

async function readCode(file: Blob): Promise<MediaAnswer<'read-code'>> {
  const bitmap = await decode(file);
  if (!bitmap.ok) return bitmap;
  const text = findCode(bitmap.value);
  bitmap.value.close();
  return text === null ? fail('code-not-found', 'no code in the picture') : ok(text);
}

function findCode(bitmap: ImageBitmap): string | null {
  for (const side of CODE_SIDES) {
    const [canvas, context] = scaled(bitmap, side);
    const text = decodePixels(context.getImageData(0, 0, canvas.width, canvas.height), 'file');
    if (text !== null) return text;
  }
  return null;
}

function readFrame(frame: ImageBitmap): MediaAnswer<'read-frame'> {
  const [canvas, context] = surface(frame.width, frame.height);
  context.drawImage(frame, 0, 0);
  frame.close();
  return ok(decodePixels(context.getImageData(0, 0, canvas.width, canvas.height), 'frame'));
}

async function drawCode(text: string): Promise<MediaAnswer<'draw-code'>> {
  const modules = codeModules(text);
  const [canvas, context] = surface(modules.length * CODE_SCALE, modules.length * CODE_SCALE);
  context.fillStyle = '#000';
  for (const [row, line] of modules.entries()) {
    for (const [column, dark] of line.entries()) {
      if (dark) context.fillRect(column * CODE_SCALE, row * CODE_SCALE, CODE_SCALE, CODE_SCALE);
    }
  }
  const png = await canvas.convertToBlob({ type: 'image/png' });
  return ok(new Uint8Array(await png.arrayBuffer()));
}
