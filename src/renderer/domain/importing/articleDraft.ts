/** The text of a draft of an article, as an export tells it, made a document again (IMA-13). */
import * as v from 'valibot';
import { type ArticleDocument, type Block, articleDocumentSchema, readBlock } from '../article/document.ts';
import type { FileReference } from '../chat/file.ts';
import { type FileLine, fileLine } from '../exporting/all/lines.ts';

/** Gives the picture that was made of a file of the export; null where there is none. */
export type PictureOf = (file: FileLine) => FileReference | null;

const withFile = v.looseObject({ block: v.literal('picture'), file: fileLine });
const product = v.looseObject({ block: v.literal('product'), picture: v.nullable(fileLine) });
/** Of blocks that do something when they are pressed the words alone are taken. */
const labelled = v.looseObject({ block: v.picklist(['payment', 'program']), label: v.optional(v.string(), '') });
const captioned = v.looseObject({ caption: v.optional(v.string(), '') });

/** The files that blocks of a line show, each once. */
export function pictureLines(blocks: readonly unknown[]): readonly FileLine[] {
  const files = blocks.flatMap((block) => {
    const [shown, sold] = [v.safeParse(withFile, block), v.safeParse(product, block)];
    if (shown.success) return [shown.output.file];
    return sold.success && sold.output.picture !== null ? [sold.output.picture] : [];
  });
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/**
 * The document of a draft; null where it is none. What asks for payment, and programs, are left out: a file from anywhere is not to say whom one's readers
 * pay or what they run. Of a picture that is not in the export its words stay. What is no block is passed over.
 */
export function draftDocument(blocks: readonly unknown[], pictureOf: PictureOf): ArticleDocument | null {
  const read = v.safeParse(articleDocumentSchema, { v: 1, blocks: blocks.flatMap((one) => blocksOf(one, pictureOf)) });
  return read.success ? read.output : null;
}

function blocksOf(value: unknown, pictureOf: PictureOf): readonly Block[] {
  const words = v.safeParse(labelled, value);
  if (words.success) return paragraph(words.output.label);
  const shown = v.safeParse(withFile, value);
  if (shown.success) {
    const file = pictureOf(shown.output.file);
    const { caption } = v.parse(captioned, { caption: '', ...shown.output });
    return file === null ? paragraph(caption) : known({ ...shown.output, file });
  }
  const sold = v.safeParse(product, value);
  if (!sold.success) return known(value);
  const { picture } = sold.output;
  return known({ ...sold.output, picture: picture === null ? null : pictureOf(picture), opens: null });
}

function known(value: unknown): readonly Block[] {
  const block = readBlock(value);
  return block === null ? [] : [block];
}

function paragraph(text: string): readonly Block[] {
  return text === '' ? [] : known({ block: 'paragraph', spans: [{ text }] });
}
