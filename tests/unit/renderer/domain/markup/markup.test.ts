import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMarkup } from '@domain/markup/markup.ts';
import { plainText } from '@domain/markup/plainText.ts';
import { MOST_MARKS } from '@domain/markup/readLine.ts';
import type { TextBlock, TextRun } from '@domain/markup/run.ts';
import { linkify } from '@ui/text/linkify.ts';

/** As the screens read a message: addresses first. */
function read(text: string): readonly TextBlock[] {
  let start = 0;
  const links = linkify(text).flatMap((part) => {
    const here = start;
    start += part.text.length;
    return part.kind === 'link' ? [{ start: here, end: start, url: part.url }] : [];
  });
  return readMarkup(text, links);
}

/** A run as `b(words)`: letters of its marks, `c` for code, `@` for an address. */
function sketch({ text, marks, isCode, link }: TextRun): string {
  const look = `${marks.map((mark) => mark[0]).join('')}${isCode ? 'c' : ''}${link === null ? '' : '@'}`;
  return look === '' ? text : `${look}(${text})`;
}

function sketched(text: string): string {
  return read(text)
    .map((block) => {
      if (block.block === 'code') return `<code ${block.language}>${block.text}</code>`;
      const words = block.runs.map(sketch).join('');
      return block.block === 'quote' ? `<quote>${words}</quote>` : words;
    })
    .join('');
}

const runsOf = (text: string) => read(text).flatMap((block) => (block.block === 'code' ? [] : block.runs));

describe('marks in a message', () => {
  test.each([
    ['**bold** and *italic* and _italic_ and ~~gone~~', 'b(bold) and i(italic) and i(italic) and s(gone)'],
    ['***both***', 'bi(both)'],
    ['**a *b* c**', 'b(a )bi(b)b( c)'],
    ['***a** b*', 'b(*a) b*'],
    ['***a* b**', 'bi(a)b( b)'],
    ['~~**x**~~', 'sb(x)'],
    ['**a *b** c*', 'b(a *b) c*'],
    ['**over\ntwo lines**', '**over\ntwo lines**'],
    ['*a* *b* *c*', 'i(a) i(b) i(c)'],
  ])('MKP-2 %j', (text, drawn) => {
    expect(sketched(text)).toBe(drawn);
  });

  test.each([
    ['`code` here', 'c(code) here'],
    ['`*not* this`', 'c(*not* this)'],
    ['``a ` b``', 'c(a ` b)'],
    ['`never ended', '`never ended'],
    ['`` one `', '`` one `'],
    ['```a = 1```', 'c(a = 1)'],
    ['**a `b** c`', '**a c(b** c)'],
  ])('MKP-3 %j', (text, drawn) => {
    expect(sketched(text)).toBe(drawn);
  });

  test.each([
    '2*3*4 = 24',
    'snake_case_name and __init__',
    'a * b * c',
    '**',
    '****',
    '** bold **',
    'f(*args, **kwargs)',
    '~5 or ~6',
    '5 * 3 and 4 * 2',
    '*',
    '* one\n* two',
    '* * *',
    '_',
    '2**3 and 3**2',
  ])('MKP-4 %j is as it was typed', (text) => {
    expect(sketched(text)).toBe(text);
  });

  test('MKP-4 where words are not parted by spaces a mark may stand anywhere', () => {
    expect(sketched('这是**重点**吗')).toBe('这是b(重点)吗');
    expect(sketched('これは*大切*です')).toBe('これはi(大切)です');
    expect(sketched('아주 **중요**합니다')).toBe('아주 b(중요)합니다');
    expect(sketched('มาก**สำคัญ**นะ')).toBe('มากb(สำคัญ)นะ');
    expect(sketched('هذا **مهم** جدا')).toBe('هذا b(مهم) جدا');
    expect(sketched('ਇਹ **ਜ਼ਰੂਰੀ** ਹੈ, এটা *জরুরি*')).toBe('ਇਹ b(ਜ਼ਰੂਰੀ) ਹੈ, এটা i(জরুরি)');
  });

  test.each([
    ['¯\\_(ツ)_/¯', '¯\\_(ツ)_/¯'],
    ['\\*not\\*', '\\*not\\*'],
    ['\\`a`', '\\`a`'],
    ['C:\\_temp\\_x', 'C:\\_temp\\_x'],
    ['https://example.org/_a_/*b*', '@(https://example.org/_a_/*b)*'],
    ['**https://example.org/a_b_c**', 'b@(https://example.org/a_b_c)'],
    ['\\https://example.org', '\\@(https://example.org)'],
  ])('MKP-5 %j', (text, drawn) => {
    expect(sketched(text)).toBe(drawn);
  });

  test.each([
    ['[the *page*](https://example.org/x)', '@(the )i@(page)'],
    ['see [a](https://example.org/a), [b](https://example.org/b)', 'see @(a), @(b)'],
    ['[[a](https://example.org)', '[@(a)'],
    ['*[a*](https://example.org)', 'i([a)](@(https://example.org))'],
    ['[*a](https://example.org)*', '@(*a)*'],
  ])('MKP-6 %j', (text, drawn) => {
    expect(sketched(text)).toBe(drawn);
  });

  test.each([
    '[paypal.com](https://evil.example/)',
    '[www．paypal．com](https://evil.example/)',
    '[https://bank.example](https://evil.example/)',
    '[me@bank.example](https://evil.example/)',
    '[ ](https://evil.example/)',
    '[](https://evil.example/)',
    '[x](javascript:alert(1))',
    '[x](data:text/html,1)',
    '[x](https://user:pass@evil.example/)',
    '[x] (https://evil.example/)',
    '[x](https://evil.example/',
  ])('MKP-6 %j keeps its words as they were typed, and nothing foreign is linked', (text) => {
    const runs = runsOf(text);
    expect(runs.map((run) => run.text).join('')).toBe(text);
    for (const { text: words, link } of runs) {
      if (link !== null) expect(new URL(words.includes('@') ? `mailto:${words}` : words).href).toBe(link);
    }
  });

  test('MKP-1 quotes and code are blocks of their own', () => {
    expect(sketched('before\n> one **two**\n> three\nafter')).toBe('before<quote>one b(two)\nthree</quote>after');
    expect(sketched('a\n```js\nlet *x* = 1;\n\n  y\n```\nb')).toBe('a<code js>let *x* = 1;\n\n  y</code>b');
    expect(sketched('```\none\n```\n```\ntwo\n```')).toBe('<code >one</code><code >two</code>');
    expect(sketched('```\n```js\n```')).toBe('<code >```js</code>');
    expect(sketched('> x_\n>_<')).toBe('<quote>x_</quote>>_<');
  });

  test.each(['```', '```\n```', '```js\nnever ended', 'a\n```b c\nd\n```', '>_<', '>:('])(
    'MKP-1 %j is text',
    (text) => {
      expect(sketched(text)).toBe(text);
    },
  );

  test('MKP-7 so many marks, pieces of code and quotes are drawn, and the rest is as it was typed', () => {
    const many = runsOf('*a* '.repeat(4000));
    expect(many.filter(({ marks }) => marks.length > 0)).toHaveLength(MOST_MARKS);
    expect(many.at(-1)?.text.startsWith(' *a* *a*')).toBe(true);
    expect(read('```\nx\n```\n'.repeat(1600)).length).toBeLessThanOrEqual(102);
    expect(read('> a\nb\n'.repeat(2000)).length).toBeLessThanOrEqual(102);
    expect(sketched('> a\nb\n'.repeat(60)).endsWith('> a\nb\n')).toBe(true);
  });

  test('MKP-8 the words of a message are without its marks', () => {
    expect(plainText('**hello** _you_\n> see\n```\ncode\n```')).toBe('hello you\nsee\ncode');
    expect(plainText('https://example.org/_a_ and *b*')).toBe('https://example.org/_a_ and b');
    expect(plainText('[words](https://example.org/)')).toBe('words');
    expect(plainText('nothing of it')).toBe('nothing of it');
  });
});

/** Text made of what has a meaning somewhere. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '*',
        '_',
        '~',
        '`',
        '[',
        ']',
        '(',
        ')',
        '\\',
        '>',
        ' ',
        '\n',
        '**',
        '***',
        '~~',
        '```',
        '```js\n',
        '\n```\n',
        '\n> ',
        '](',
        'a',
        'ツ',
        '重',
      ),
      fc.constantFrom('https://a.example/x_y_z', '](https://b.example/)', 'www.c.example', 'javascript:alert(1)'),
      fc.constantFrom('\u202e', '\u200b', '\ud83d', '😀', '👩‍👩‍👧', '<script>', '&amp;', '\u0300'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));

describe('any text', () => {
  test('MKP-1 is given letter for letter, in order, with nothing left out but marks', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        let at = 0;
        const take = ({ start, text: words }: { readonly start: number; readonly text: string }) => {
          expect(start).toBeGreaterThanOrEqual(at);
          // What is passed over is a mark, the address behind words, or what makes a line one of a quote or of code.
          expect(text.slice(at, start)).toMatch(
            /^(?:[*_~`[\]]|\]\([^\s]+\)|\n?> |\n?```[\w+#.-]{0,20}[ \t]*\n?|\n)*$/u,
          );
          expect(text.slice(start, start + words.length)).toBe(words);
          at = start + words.length;
        };
        for (const block of read(text)) {
          if (block.block === 'code') take(block);
          else block.runs.forEach(take);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('MKP-6 leads only to addresses of the web and of mail', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const { link } of runsOf(text)) {
          if (link !== null) expect(['http:', 'https:', 'mailto:']).toContain(new URL(link).protocol);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('MKP-7 of the greatest length is read in passing', () => {
    const piece = fc.constantFrom(
      '*a',
      '*a ',
      'a*',
      '**a',
      '`',
      '``a',
      '[',
      '[a](',
      ']',
      '](https://a.bc) ',
      '[ https://a.bc ',
      '\\',
      '> ',
      '>\n',
      '```\n',
      '~~a',
      '***',
      '_a',
      '\n',
      'https://a.bc/))))',
      ')',
      'a@b.cd ',
    );
    const start = performance.now();
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
        const one = pieces.join('');
        read(one.repeat(Math.ceil(16_384 / one.length)).slice(0, 16_384));
      }),
      { numRuns: 150 },
    );
    // A guard against work that grows with the square of the length, which takes minutes; no measure of speed.
    expect(performance.now() - start).toBeLessThan(60_000);
  });
});
