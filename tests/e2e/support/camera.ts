/** A film for Chromium's played camera: a QR code that stands still. */
import { writeFile } from 'node:fs/promises';
import encodeQR from 'qr';
import type { PersonOptions } from './person.ts';

const [WIDTH, HEIGHT] = [640, 480] as const;
/** Luma of what is dark and what is light, and a chroma without colour. */
const [DARK, LIGHT, GREY] = [16, 235, 128] as const;

/** Someone whose camera shows a film (Y4M), which the app may use without a question of the browser. */
export function withCamera(film: string): PersonOptions {
  return {
    permissions: ['camera', 'clipboard-read', 'clipboard-write'],
    arguments: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
  };
}

/** Writes a Y4M film that shows the code of a text. */
export async function filmCode(path: string, text: string): Promise<void> {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const scale = Math.floor(Math.min(WIDTH, HEIGHT) / modules.length);
  const [left, top] = [WIDTH, HEIGHT].map((side) => Math.floor((side - modules.length * scale) / 2)) as [
    number,
    number,
  ];
  const luma = Buffer.alloc(WIDTH * HEIGHT, LIGHT);
  for (const [row, line] of modules.entries())
    for (const [column, isDark] of line.entries())
      if (isDark)
        for (let y = 0; y < scale; y += 1) {
          const start = (top + row * scale + y) * WIDTH + left + column * scale;
          luma.fill(DARK, start, start + scale);
        }
  const frame = [Buffer.from('FRAME\n'), luma, Buffer.alloc((WIDTH * HEIGHT) / 2, GREY)];
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(path, Buffer.concat([head, ...frame, ...frame]));
}
