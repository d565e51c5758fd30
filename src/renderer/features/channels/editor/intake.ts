import { Fragment, type Node, Slice } from 'prosemirror-model';
import { isInTable } from 'prosemirror-tables';
import type { EditorView } from 'prosemirror-view';
import type { FileReference } from '@domain/chat/file.ts';
import type { ForeignBlock, ForeignPicture } from '@ports/articleReader.ts';
import { articleSchema } from './articleSchema.ts';
import type { EditorTools } from './editorTools.ts';
import { looksLikeMarkdown } from './looksLikeMarkdown.ts';
import { type ReservedPlace, reserve } from './reservedPlaces.ts';
import { blockToNode } from './toEditor.ts';

const { nodes, marks } = articleSchema;

/** What is to be taken: pictures, and where they go if not where the selection is. */
export interface TakenPictures {
  readonly files: readonly File[];
  readonly at?: number;
}

/** Keeps pictures and puts each into the text once it is kept. */
export function takePictures(view: EditorView, tools: EditorTools, { files, at }: TakenPictures): void {
  for (const file of files) {
    const place = reserve(view, at);
    void tools.keepPicture(file).then((kept) => (kept === null ? place.drop() : putPicture(place, kept)));
  }
}

function putPicture(place: ReservedPlace, file: FileReference): void {
  place.put(new Slice(Fragment.from(nodes.picture.create({ file, caption: '', description: '' })), 0, 0));
}

/** The pictures among files that were pasted, dropped or chosen. */
export function picturesAmong(files: Iterable<File>): readonly File[] {
  return [...files].filter(({ type }) => /^image\/(?:png|jpeg|gif|webp|avif)$/u.test(type));
}

async function pictureNode(tools: EditorTools, picture: ForeignPicture): Promise<Node | null> {
  const words = picture.caption || picture.description;
  if (!picture.src.startsWith('data:')) {
    const link = marks.link.create({ href: picture.src });
    return nodes.paragraph.create(null, articleSchema.text(words || picture.src, [link]));
  }
  const type = /^data:([^;,]+)/u.exec(picture.src)?.[1] ?? 'image/png';
  const bytes = Uint8Array.from(
    atob(picture.src.slice(picture.src.indexOf(',') + 1).replaceAll(/\s/gu, '')),
    (letter) => letter.charCodeAt(0),
  );
  const file = await tools.keepPicture(new File([bytes], `picture.${type.slice('image/'.length)}`, { type }));
  const { caption, description } = picture;
  return file === null ? null : nodes.picture.create({ file, caption, description });
}

async function nodesOf(tools: EditorTools, blocks: readonly ForeignBlock[]): Promise<readonly Node[]> {
  const made: Node[] = [];
  for (const block of blocks) {
    const node = block.block === 'foreign-picture' ? await pictureNode(tools, block) : blockToNode(block);
    if (node !== null) made.push(node);
  }
  const left = blocks.filter((block) => block.block === 'foreign-picture' && !block.src.startsWith('data:')).length;
  if (left > 0) tools.onPicturesLeft(left);
  return made;
}

/** Every line of text in a block. */
function linesIn(node: Node): readonly Fragment[] {
  return node.inlineContent ? [node.content] : node.children.flatMap(linesIn);
}

/** All text of blocks as lines of one: what fits a cell. */
function asLines(blocks: readonly Node[]): Slice {
  const lines = blocks
    .flatMap(linesIn)
    .flatMap((line, index) => (index === 0 ? line.content : [nodes.hard_break.create(), ...line.content]));
  return new Slice(Fragment.from(lines), 0, 0);
}

/** Text at the ends joins what is around it; anything else stands for itself. */
function asSlice(blocks: readonly Node[]): Slice {
  const isOpen = (node: Node | undefined) => node?.type === nodes.paragraph;
  return new Slice(Fragment.from(blocks), isOpen(blocks[0]) ? 1 : 0, isOpen(blocks.at(-1)) ? 1 : 0);
}

/** Puts what others wrote where the selection is, once it was read. */
async function takeForeign(
  view: EditorView,
  tools: EditorTools,
  read: Promise<readonly ForeignBlock[]>,
): Promise<void> {
  const isCell = isInTable(view.state);
  const place = reserve(view);
  const made = await nodesOf(tools, await read);
  if (made.length === 0) return place.drop();
  place.put(isCell ? asLines(made) : asSlice(made));
}

/** Takes what was pasted or dropped; false where the editor itself is to take it. */
export function takeTransfer(view: EditorView, tools: EditorTools, data: DataTransfer): boolean {
  const html = data.getData('text/html');
  const text = data.getData('text/plain');
  const pictures = picturesAmong(data.files);
  // A word processor puts a picture of the text beside the text.
  if (pictures.length > 0 && text.trim() === '') {
    takePictures(view, tools, { files: pictures });
    return true;
  }
  if (view.state.selection.$from.parent.type === nodes.code_block) return false;
  if (html !== '') {
    void takeForeign(view, tools, tools.reader.readHtml(html));
    return true;
  }
  if (!looksLikeMarkdown(text)) return false;
  void takeForeign(view, tools, tools.reader.readMarkdown(text));
  return true;
}
