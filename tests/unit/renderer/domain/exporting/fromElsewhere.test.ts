import { describe, expect, it } from 'vitest';
import { fromElsewhere } from '@domain/exporting/all/importedFacts.ts';

describe('EXA-6 a line that came of an export', () => {
  it('EXA-6 goes out as it stood where it says itself where it came from', () => {
    const told = '{"text":"a pear","from":"elsewhere"}';
    expect(fromElsewhere(told, 'banyan')).toBe(told);
  });

  it.each([
    ['nothing', '{"text":"a pear"}'],
    ['an empty word', '{"text":"a pear","from":""}'],
    ['blanks', '{"text":"a pear","from":"  "}'],
    ['no word', '{"text":"a pear","from":null}'],
  ])('EXA-6 that says %s of it is marked with where it came from', (_what, line) => {
    expect(JSON.parse(fromElsewhere(line, 'banyan'))).toEqual({ text: 'a pear', from: 'banyan' });
  });
});
