import fc from 'fast-check';
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import type { Block, Span } from '@domain/article/document.ts';
import { toBase64url } from '@shared/base64url.ts';

const id = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toBase64url);
// 32 bytes as text: an id by form.
const blobId = id.map((text) => text as BlobId);
const eventId = id.map((text) => text as EventId);
const spaceId = id.map((text) => text as SpaceId);

const words = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom('Plain words', 'two\nlines', 'مرحبا', '漢字', ' ', '<b>x</b>', 'a\u202eb', 'e\u200d', '\r\n', '👩‍👩‍👧'),
);
const mark = fc.option(fc.constant(true as const), { nil: undefined });

function spanOf(parts: {
  readonly text: string;
  readonly bold: true | undefined;
  readonly italic: true | undefined;
  readonly strike: true | undefined;
  readonly code: true | undefined;
  readonly link: string | undefined;
}): Span {
  const { text, bold, italic, strike, code, link } = parts;
  return {
    text,
    ...(bold && { bold }),
    ...(italic && { italic }),
    ...(strike && { strike }),
    ...(code && { code }),
    ...(link !== undefined && { link }),
  };
}

const span: fc.Arbitrary<Span> = fc
  .record({
    text: words,
    bold: mark,
    italic: mark,
    strike: mark,
    code: mark,
    link: fc.option(fc.constantFrom('https://banyan.example/a?b=c', 'mailto:mira@banyan.example'), { nil: undefined }),
  })
  .map(spanOf);
const spans = fc.array(span, { maxLength: 4 });

const file = fc.record({
  blob: blobId,
  size: fc.nat(),
  name: fc.constant('tree.webp'),
  mime: fc.constant('image/webp'),
  picture: fc.option(
    fc.record({
      width: fc.integer({ min: 1, max: 4000 }),
      height: fc.integer({ min: 1, max: 4000 }),
      blur: fc.constant('1QcSHQRnh493V4dIh4eXh1h4kJUI'),
      thumbnail: fc.option(fc.uint8Array({ maxLength: 20 })),
    }),
  ),
});

const program = fc.record({
  package: blobId,
  name: fc.constant('Poll'),
  key: fc.constant(null),
  size: fc.nat({ max: 1000 }),
  icon: fc.constant(null),
  version: fc.constant('1.0'),
  id: fc.constant(null),
  permissions: fc.constant([]),
  net: fc.constant([]),
});

/** Blocks of every kind, as somebody may make them: in order or not. */
export const blockArbitrary: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    block: fc.constant('product' as const),
    picture: fc.option(file),
    name: fc.constantFrom('A loaf', 'رغيف', '<b>x</b>'),
    amount: fc.constantFrom('', '4.50'),
    unit: fc.constantFrom('', 'EUR', 'loaves'),
    words: fc.constantFrom('', 'Baked this morning'),
    opens: fc.option(
      fc.oneof(
        fc.record({ what: fc.constant('payment' as const), code: fc.constant('banyan://pay#x') }),
        fc.record({ what: fc.constant('program' as const), program }),
      ),
    ),
  }),
  fc.record({ block: fc.constant('paragraph' as const), spans }),
  fc.record({ block: fc.constant('heading' as const), level: fc.constantFrom(2 as const, 3 as const), spans }),
  fc.record({ block: fc.constant('quote' as const), paragraphs: fc.array(spans, { minLength: 1, maxLength: 3 }) }),
  fc.record({
    block: fc.constant('list' as const),
    ordered: fc.boolean(),
    items: fc.array(fc.record({ level: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const), spans }), {
      minLength: 1,
      maxLength: 5,
    }),
  }),
  fc.record({ block: fc.constant('code' as const), language: fc.constantFrom('', 'ts', 'c++'), text: words }),
  fc.record({
    block: fc.constant('table' as const),
    header: fc.boolean(),
    rows: fc.array(fc.array(spans, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ block: fc.constant('rule' as const) }),
  fc.record({
    block: fc.constant('picture' as const),
    file,
    caption: fc.constantFrom('', 'A tree'),
    description: fc.constant(''),
  }),
  fc.record({ block: fc.constant('program' as const), program }),
  fc.record({
    block: fc.constant('payment' as const),
    code: fc.constant('banyan://pay#x'),
    label: fc.constant('A coffee'),
  }),
  fc.record({ block: fc.constant('post' as const), channel: spaceId, post: eventId, title: fc.constant('Before') }),
);

/** Lists of {@link blockArbitrary}. */
export const blocksArbitrary = fc.array(blockArbitrary, { maxLength: 8 });
