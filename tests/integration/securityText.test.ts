import { describe, expect, it } from 'vitest';
import { tameMarks } from '../../src/renderer/ui/text/tameMarks.ts';

describe('words that would cover others', () => {
  it('CHT-1 a tower of marks is cut for showing, whatever it stands on', () => {
    expect(tameMarks(`a${'\u0301'.repeat(16_383)}`)).toBe(`a${'\u0301'.repeat(12)}`);
    expect(tameMarks(`ก${'\u0e49'.repeat(50)} b${'\u0301\u20dd'.repeat(50)}!`)).toBe(
      `ก${'\u0e49'.repeat(12)} b${'\u0301\u20dd'.repeat(6)}!`,
    );
  });

  it.each(['e\u0301\u0323\u0304', 'नमस्ते', 'مُحَمَّدٌ', 'שָׁלוֹם', '👩🏽‍💻 ❤️ 1️⃣', 'བསྒྲུབས', 'plain'])(
    'CHT-1 %s stays as it is',
    (text) => {
      expect(tameMarks(text)).toBe(text);
    },
  );
});
