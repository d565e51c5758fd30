import { describe, expect, it } from 'vitest';
import { firstElements } from '@domain/webfeed/firstElements.ts';

describe('firstElements', () => {
  it('WFD-7 text that people write is read whole', () => {
    const paragraph = '<p>One <b>word</b>, <a href="https://a.example/">a <em>link</em></a> and 1 < 2.</p>';
    const text = paragraph.repeat(500);
    expect(firstElements(text)).toBe(text);
    expect(firstElements('')).toBe('');
  });

  it('WFD-7 of more elements than text has the beginning is read', () => {
    expect(firstElements(`begins${'<br>'.repeat(100_000)}`)).toBe(`begins${'<br>'.repeat(10_000)}`);
    expect(firstElements('<'.repeat(300_000))).toHaveLength(10_000);
  });

  it('WFD-7 elements that each paragraph would begin anew are few', () => {
    const open = Array.from({ length: 5000 }, (_, place) => `<b id=${place}>`).join('');
    const begun = firstElements(`${open}${'<p>x'.repeat(4000)}`);
    expect(begun.match(/<b/gu)).toHaveLength(50);
    expect(begun).not.toContain('<p>');
    const mixed = '<B>1</b><FONT>'.repeat(60);
    expect(firstElements(mixed).match(/<FONT/gu)).toHaveLength(50);
  });
});
