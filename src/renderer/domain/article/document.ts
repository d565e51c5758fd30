/** What an article consists of: blocks of text with marks. Shown by drawing these, never as HTML (ART-1). */
import * as v from 'valibot';
import type { BlobId } from '@shared/ids.ts';
import { eventIdSchema, spaceIdSchema } from '@shared/schemas.ts';
import { type FileReference, fileReferenceSchema } from '../chat/file.ts';
import { programCardSchema } from '../mini/card.ts';
import { MAX_TITLE } from '../feed/post.ts';

/** Most blocks of one article. */
export const MOST_BLOCKS = 4000;
/** Most lines of one article: blocks, and what is in their lists, quotes and tables. */
export const MOST_LINES = 20_000;
/** Most columns of a table. */
export const MOST_COLUMNS = 20;
/** Most cells of a table: each is an element of the page. */
export const MOST_CELLS = 4000;
/** Longest piece of text with the same marks, UTF-16 code units. */
export const MAX_SPAN = 20_000;
/** Longest amount of a price, and longest name of what it is in. */
export const MAX_PRICE = 32;
const MAX_URL = 2048;

const url = v.pipe(
  v.string(),
  v.maxLength(MAX_URL),
  v.regex(/^(?:https?:\/\/[^\s/?#@]+(?:[/?#]\S*)?|mailto:[^\s@]+@[^\s@]+)$/iu),
);

/** A piece of text with the same marks. */
export const spanSchema = v.strictObject({
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_SPAN)),
  bold: v.optional(v.literal(true)),
  italic: v.optional(v.literal(true)),
  strike: v.optional(v.literal(true)),
  code: v.optional(v.literal(true)),
  link: v.optional(url),
});
/** See {@link spanSchema}. */
export type Span = v.InferOutput<typeof spanSchema>;

const spans = v.pipe(v.array(spanSchema), v.maxLength(1000), v.readonly());
const lines = <Line extends v.GenericSchema>(line: Line) =>
  v.pipe(v.array(line), v.minLength(1), v.maxLength(1000), v.readonly());
/** An entry of a list: paragraphs, and lists below it to a depth of four by `level`. */
const itemSchema = v.strictObject({ level: v.picklist([0, 1, 2, 3]), spans });

/** One block. */
export const blockSchema = v.variant('block', [
  v.strictObject({ block: v.literal('paragraph'), spans }),
  v.strictObject({ block: v.literal('heading'), level: v.picklist([2, 3]), spans }),
  v.strictObject({ block: v.literal('quote'), paragraphs: lines(spans) }),
  v.strictObject({ block: v.literal('list'), ordered: v.boolean(), items: lines(itemSchema) }),
  v.strictObject({
    block: v.literal('code'),
    language: v.pipe(v.string(), v.regex(/^[a-z0-9+#-]{0,20}$/)),
    text: v.pipe(v.string(), v.maxLength(100_000)),
  }),
  v.pipe(
    v.strictObject({ block: v.literal('table'), header: v.boolean(), rows: lines(lines(spans)) }),
    v.check(({ rows }) => rows.every((row) => row.length <= MOST_COLUMNS), 'too many columns'),
    v.check(({ rows }) => rows.reduce((sum, row) => sum + row.length, 0) <= MOST_CELLS, 'too many cells'),
  ),
  v.strictObject({ block: v.literal('rule') }),
  v.strictObject({
    block: v.literal('picture'),
    file: fileReferenceSchema,
    caption: v.pipe(v.string(), v.maxLength(500)),
    description: v.pipe(v.string(), v.maxLength(500)),
  }),
  v.strictObject({ block: v.literal('program'), program: programCardSchema }),
  /** Asks for a payment to who writes: shown as a button that opens the wallet's own window. The text is a code (`domain/paycode`). */
  v.strictObject({
    block: v.literal('payment'),
    code: v.pipe(v.string(), v.maxLength(4096)),
    label: v.pipe(v.string(), v.maxLength(MAX_TITLE)),
  }),
  /** Something to be had: a button opens what it names, and does nothing else. The price is words, what is paid stands in the wallet's own window. */
  v.strictObject({
    block: v.literal('product'),
    picture: v.nullable(fileReferenceSchema),
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_TITLE)),
    amount: v.pipe(v.string(), v.maxLength(MAX_PRICE)),
    unit: v.pipe(v.string(), v.maxLength(MAX_PRICE)),
    words: v.pipe(v.string(), v.maxLength(500)),
    opens: v.nullable(
      v.variant('what', [
        v.strictObject({ what: v.literal('payment'), code: v.pipe(v.string(), v.maxLength(4096)) }),
        v.strictObject({ what: v.literal('program'), program: programCardSchema }),
      ]),
    ),
  }),
  /** Another post. */
  v.strictObject({
    block: v.literal('post'),
    channel: spaceIdSchema,
    post: eventIdSchema,
    title: v.pipe(v.string(), v.maxLength(MAX_TITLE)),
  }),
]);
/** See {@link blockSchema}. */
export type Block = v.InferOutput<typeof blockSchema>;

/** Reads one block; null for what is none (ART-1). */
export function readBlock(value: unknown): Block | null {
  const parsed = v.safeParse(blockSchema, value);
  return parsed.success ? parsed.output : null;
}

/** Whether text in an article may lead to this address: only ones of the web and of mail. */
export function isArticleLink(address: string): boolean {
  return v.is(url, address);
}

/** The document of an article. Its version is that of the form: a later one is shown as far as it is known. */
export const articleDocumentSchema = v.strictObject({
  v: v.literal(1),
  blocks: v.pipe(
    v.array(blockSchema),
    v.maxLength(MOST_BLOCKS),
    v.check((blocks) => blocks.reduce((sum, block) => sum + linesOf(block), 0) <= MOST_LINES, 'too many lines'),
    v.readonly(),
  ),
});
/** See {@link articleDocumentSchema}. */
export type ArticleDocument = v.InferOutput<typeof articleDocumentSchema>;

/** How many lines a block is drawn as: see {@link MOST_LINES}. */
export function linesOf(block: Block): number {
  if (block.block === 'quote') return block.paragraphs.length;
  if (block.block === 'list') return block.items.length;
  return block.block === 'table' ? block.rows.length : 1;
}

/** Blobs a document shows. */
export function picturesOf({ blocks }: ArticleDocument): readonly BlobId[] {
  return [...new Set(filesOf({ blocks }).map(({ blob }) => blob))];
}

/** What a document shows that is no part of it: pictures, and the packages of mini programs. */
export function filesOf({
  blocks,
}: Pick<ArticleDocument, 'blocks'>): readonly { readonly blob: BlobId; readonly size: number }[] {
  const shown = [...shownPictures({ blocks }).map(({ blob, size }) => ({ blob, size }))];
  const programs = blocks.flatMap((block) => {
    if (block.block === 'program') return [block.program];
    return block.block === 'product' && block.opens?.what === 'program' ? [block.opens.program] : [];
  });
  return [...shown, ...programs.map((program) => ({ blob: program.package, size: program.size }))];
}

/** The pictures of a document, in the order in which they stand. */
export function shownPictures({ blocks }: Pick<ArticleDocument, 'blocks'>): readonly FileReference[] {
  return blocks.flatMap((block) => {
    if (block.block === 'picture') return [block.file];
    return block.block === 'product' && block.picture !== null ? [block.picture] : [];
  });
}
