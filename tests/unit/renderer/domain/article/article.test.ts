import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { decodeArticle, encodeArticle } from '@domain/article/codec.ts';
import { type Block, type Span, articleDocumentSchema } from '@domain/article/document.ts';
import { tidyArticle, tidySpans, trimArticle } from '@domain/article/tidy.ts';
import { articleText, countWords, readingMinutes } from '@domain/article/words.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { MAX_ARTICLE_BYTES } from '@domain/feed/post.ts';
import { blocksArbitrary } from '../../../../support/shared/articleArbitrary.ts';

const paragraph = (...texts: readonly string[]): Block => ({
  block: 'paragraph',
  spans: texts.map((text) => ({ text })),
});

describe('documents as bytes', () => {
  test('ART-2 every document in order comes back from its bytes as it was', () => {
    fc.assert(
      fc.property(blocksArbitrary, (blocks) => {
        const document = tidyArticle(blocks);
        const bytes = encodeArticle(document);
        expect(bytes).not.toBeNull();
        if (bytes === null) return;
        expect(decodeArticle(bytes)).toEqual({ ok: true, value: document });
      }),
    );
  });

  test('ART-1 what does not fit the schema anywhere is refused as a whole', () => {
    const with_ = (block: unknown) => decodeArticle(encodeCanonical({ v: 1, blocks: [paragraph('fine'), block] }));
    expect(with_({ block: 'html', html: '<b>' })).toMatchObject({ ok: false, error: { code: 'malformed' } });
    expect(with_({ block: 'paragraph', spans: [{ text: 'x', link: 'javascript:alert(1)' }] }).ok).toBe(false);
    expect(with_({ block: 'paragraph', spans: [{ text: 'x', onclick: 'alert(1)' }] }).ok).toBe(false);
    expect(with_({ block: 'rule' }).ok).toBe(true);
  });

  test('ART-2 a later version is told from nonsense', () => {
    expect(decodeArticle(encodeCanonical({ v: 2, parts: [] }))).toMatchObject({ ok: false, error: { code: 'newer' } });
    expect(decodeArticle(new Uint8Array([1, 2, 3]))).toMatchObject({ ok: false, error: { code: 'malformed' } });
  });

  test('ART-2 nothing larger than an article may be is written or read', () => {
    const text = 'x'.repeat(100_000);
    const blocks = Array.from({ length: 11 }, (): Block => ({ block: 'code', language: '', text }));
    expect(encodeArticle({ v: 1, blocks })).toBeNull();
    expect(decodeArticle(new Uint8Array(MAX_ARTICLE_BYTES + 1)).ok).toBe(false);
  });
});

describe('putting in order', () => {
  test('ART-3 the outcome fits the schema, and putting it in order again changes nothing', () => {
    fc.assert(
      fc.property(blocksArbitrary, (blocks) => {
        const tidy = tidyArticle(blocks);
        expect(v.is(articleDocumentSchema, tidy)).toBe(true);
        expect(tidyArticle(tidy.blocks)).toEqual(tidy);
      }),
    );
  });

  test('ART-3 joins neighbours with the same marks and leaves out what is empty or turns the text about', () => {
    const spans: readonly Span[] = [
      { text: 'a', bold: true },
      { text: '\u202e' },
      { text: 'b\r\nc', bold: true },
      { text: 'd' },
    ];
    expect(tidySpans(spans)).toEqual([{ text: 'ab\nc', bold: true }, { text: 'd' }]);
  });

  test('ART-3 makes the rows of a table equally long', () => {
    const table: Block = {
      block: 'table',
      header: true,
      rows: [[[{ text: 'a' }], [{ text: 'b' }]], [[{ text: 'c' }]]],
    };
    expect(tidyArticle([table]).blocks).toEqual([
      {
        ...table,
        rows: [
          [[{ text: 'a' }], [{ text: 'b' }]],
          [[{ text: 'c' }], []],
        ],
      },
    ]);
  });

  test('ART-8 a table or document that would fill the page with elements is cut when it is made, and refused from others', () => {
    const cells = (count: number) => Array.from({ length: count }, () => []);
    const table = (rows: number, columns: number): Block => {
      return { block: 'table', header: false, rows: Array.from({ length: rows }, () => cells(columns)) };
    };
    const fits = (...blocks: readonly Block[]) => v.is(articleDocumentSchema, { v: 1, blocks });
    expect([fits(table(200, 20)), fits(table(201, 20)), fits(table(2, 21))]).toEqual([true, false, false]);
    const made = tidyArticle([table(490, 490)]);
    expect(fits(...made.blocks)).toBe(true);
    expect(made.blocks[0]).toMatchObject({ rows: { length: 200 } });
    const list: Block = { block: 'list', ordered: false, items: cells(1000).map((spans) => ({ level: 0, spans })) };
    const lists = (count: number) => Array.from({ length: count }, () => list);
    expect([fits(...lists(20)), fits(...lists(21))]).toEqual([true, false]);
    expect(tidyArticle(lists(30)).blocks).toHaveLength(20);
  });

  test('ART-3 what is published neither begins nor ends with empty lines', () => {
    const blank = paragraph();
    const blocks = [blank, paragraph('a'), blank, blank, paragraph('b'), blank];
    expect(trimArticle({ v: 1, blocks }).blocks).toEqual([paragraph('a'), blank, paragraph('b')]);
    expect(trimArticle({ v: 1, blocks: [blank, blank] }).blocks).toEqual([]);
    const item = (text: string) => ({ level: 0 as const, spans: text === '' ? [] : [{ text }] });
    const list = (...texts: readonly string[]): Block => ({ block: 'list', ordered: false, items: texts.map(item) });
    const empty: readonly Block[] = [
      list(''),
      { block: 'heading', level: 2, spans: [] },
      { block: 'quote', paragraphs: [[]] },
    ];
    expect(trimArticle({ v: 1, blocks: [list('a', ''), ...empty] }).blocks).toEqual([list('a')]);
  });
});

describe('words', () => {
  test('ART-5 are counted as each script has them', () => {
    expect(countWords('Two words, really.')).toBe(3);
    expect(countWords('مرحبا بالعالم')).toBe(2);
    expect(countWords('我喜欢读书')).toBeGreaterThan(1);
    expect(countWords('… – !')).toBe(0);
  });

  test('ART-5 the time to read is never nothing', () => {
    expect(readingMinutes(0)).toBe(1);
    expect(readingMinutes(1100)).toBe(5);
  });

  test('ART-5 every kind of block says its words', () => {
    const blocks: readonly Block[] = [
      { block: 'heading', level: 2, spans: [{ text: 'Head' }] },
      { block: 'quote', paragraphs: [[{ text: 'said' }]] },
      { block: 'list', ordered: false, items: [{ level: 0, spans: [{ text: 'item' }] }] },
      { block: 'table', header: false, rows: [[[{ text: 'left' }], [{ text: 'right' }]]] },
      { block: 'rule' },
      { block: 'payment', code: 'banyan://pay#x', label: 'A coffee' },
    ];
    expect(articleText({ v: 1, blocks })).toBe('Head\nsaid\nitem\nleft right\nA coffee');
  });
});
