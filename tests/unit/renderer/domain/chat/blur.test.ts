import { describe, expect, it } from 'vitest';
import { blurOf, blurUrl } from '@domain/chat/blur.ts';
import { toBase64url } from '@shared/base64url.ts';

const pixels = (alpha: number) => ({
  width: 8,
  height: 4,
  data: Uint8Array.from({ length: 8 * 4 * 4 }, (_, index) => (index % 4 === 3 ? alpha : (index * 7) % 256)),
});

describe('blur', () => {
  it('CHT-21 a blur is short and draws again as a small PNG', () => {
    for (const alpha of [255, 100, 0]) {
      const blur = blurOf(pixels(alpha));
      expect(blur.length).toBeLessThanOrEqual(48);
      expect(blurUrl(blur)).toMatch(/^data:image\/png;base64,iVBOR/);
    }
  });

  it('CHT-21 whatever a sender says draws something or nothing, and never throws', () => {
    expect(blurUrl('')).toBeNull();
    expect(blurUrl('not base64!')).toBeNull();
    expect(blurUrl('A'.repeat(128))).toBeNull();
    for (let seed = 0; seed < 500; seed += 1) {
      const bytes = Uint8Array.from({ length: 5 + (seed % 30) }, (_, index) => (seed * 31 + index * 97) % 256);
      const url = blurUrl(toBase64url(bytes));
      expect(url === null || url.length < 12_000).toBe(true);
    }
  });
});
