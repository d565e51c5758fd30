import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { pictureBox, pictureHeight } from '../../../../../src/renderer/features/chats/files/pictureBox.ts';
import { fileKind } from '../../../../../src/renderer/features/chats/files/fileKind.ts';

const side = fc.integer({ min: 1, max: 65_535 });

describe('pictureBox', () => {
  test('CHAT-UI-85 whatever a sender claims, a picture has a place that can be seen and pressed', () => {
    fc.assert(
      fc.property(side, side, fc.integer({ min: 200, max: 2000 }), (width, height, log) => {
        const box = pictureBox({ width, height });
        const tall = pictureHeight({ width, height }, { width: log, rem: 16 });
        expect(box.width).toBeGreaterThan(0);
        expect(box.width).toBeLessThanOrEqual(20);
        expect(box.ratio).toBeGreaterThanOrEqual(0.45);
        expect(box.ratio).toBeLessThanOrEqual(2.4);
        expect(tall).toBeGreaterThan(40);
        expect(tall).toBeLessThanOrEqual(22 * 16 + 0.001);
      }),
    );
  });

  test('CHAT-UI-85 a picture of a usual shape keeps it', () => {
    expect(pictureBox({ width: 1600, height: 1000 })).toEqual({ width: 20, ratio: 1.6 });
    expect(pictureBox({ width: 600, height: 900 }).ratio).toBeCloseTo(2 / 3);
  });
});

describe('fileKind', () => {
  test('CHAT-UI-84 the symbol follows the last ending', () => {
    expect(fileKind('photo.jpg')).toBe('image');
    expect(fileKind('photo.jpg.exe')).toBe('program');
    expect(fileKind('report.PDF')).toBe('text');
    expect(fileKind('nothing')).toBe('other');
  });
});
