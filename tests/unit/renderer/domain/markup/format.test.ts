import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Format, formats, toggleFormat } from '@domain/markup/format.ts';
import { plainText } from '@domain/markup/plainText.ts';

/** A text with its selection between bars, changed. */
function format(marked: string, wanted: Format): string {
  const start = marked.indexOf('|');
  const end = marked.lastIndexOf('|') - 1;
  const text = marked.replaceAll('|', '');
  const edit = toggleFormat(text, { start, end: Math.max(start, end) }, wanted);
  const changed = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  return `${changed.slice(0, edit.start)}|${changed.slice(edit.start, edit.end)}|${changed.slice(edit.end)}`;
}

describe('formatting selected words', () => {
  test.each([
    ['say |hello| there', 'bold', 'say **|hello|** there'],
    ['say **|hello|** there', 'bold', 'say |hello| there'],
    ['say |**hello**| there', 'bold', 'say |hello| there'],
    ['say| hello |there', 'italic', 'say _|hello|_ there'],
    ['|gone|', 'strike', '~~|gone|~~'],
    ['use |x| here', 'code', 'use `|x|` here'],
    ['at the end ||', 'bold', 'at the end **||**'],
    ['|one\ntwo|', 'bold', '|**one**\n**two**|'],
    ['say |a\nb| c', 'code', 'say \n```\n|a\nb|\n```\n c'],
    ['one\nt|w|o\nthree', 'quote', 'one\n> t|w|o\nthree'],
    ['|one\ntwo|', 'quote', '> |one\n> two|'],
    ['> |one\n> two|', 'quote', '|one\ntwo|'],
  ] as const)('MKP-9 %j as %s', (before, wanted, after) => {
    expect(format(before, wanted)).toBe(after);
  });

  test('MKP-9 marks put around words are drawn, and taken away again leave what was there', () => {
    const words = fc.array(fc.constantFrom('a', 'b', ' ', 'é', '重', '😀', '.'), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, words, fc.constantFrom(...formats), (first, second, wanted) => {
        const inner = second.join('');
        fc.pre(inner.trim() !== '');
        const text = `${first.join('')} ${inner}`;
        const selection = { start: text.length - inner.length, end: text.length };
        const edit = toggleFormat(text, selection, wanted);
        const changed = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
        expect(plainText(changed)).toBe(text);
        const back = toggleFormat(changed, edit, wanted);
        expect(changed.slice(0, back.from) + back.insert + changed.slice(back.to)).toBe(text);
      }),
    );
  });
});
