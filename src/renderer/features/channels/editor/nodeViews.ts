import type { Node } from 'prosemirror-model';
import type { EditorView, NodeView, NodeViewConstructor } from 'prosemirror-view';
import { blurUrl } from '@domain/chat/blur.ts';
import { type Block, readBlock } from '@domain/article/document.ts';
import type { EditorTools } from './editorTools.ts';
import styles from './Editor.module.css';

type PositionOf = () => number | undefined;

function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name: string): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = styles[name] ?? '';
  return made;
}

/** A line below a picture that changes one of its attributes. */
function lineFor(
  view: EditorView,
  positionOf: PositionOf,
  { name, label, value }: { readonly name: 'caption' | 'description'; readonly label: string; readonly value: string },
): HTMLInputElement {
  const line = element('input', name);
  Object.assign(line, { type: 'text', value, maxLength: 500, placeholder: label, dir: 'auto' });
  line.setAttribute('aria-label', label);
  line.addEventListener('input', () => {
    const at = positionOf();
    if (at !== undefined) view.dispatch(view.state.tr.setNodeAttribute(at, name, line.value));
  });
  line.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    view.focus();
  });
  return line;
}

/** A node as the block it stands for. Only blocks are made nodes: another is a bug. */
function blockAs<Name extends Block['block']>(name: Name, node: Node): Extract<Block, { readonly block: Name }> {
  const block = readBlock({ block: name, ...node.attrs });
  if (block === null) throw new TypeError(`no ${name} of an article`);
  return block as Extract<Block, { readonly block: Name }>;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

function pictureView(tools: EditorTools): NodeViewConstructor {
  return (node, view, positionOf): NodeView => {
    const dom = element('figure', 'picture');
    const frame = element('span', 'frame');
    const image = element('img', 'image');
    const { file } = blockAs('picture', node);
    const { words } = tools;
    const caption = lineFor(view, positionOf, {
      name: 'caption',
      label: words.caption,
      value: text(node.attrs['caption']),
    });
    const description = lineFor(view, positionOf, {
      name: 'description',
      label: words.description,
      value: text(node.attrs['description']),
    });
    if (file.picture !== null) frame.style.aspectRatio = `${file.picture.width} / ${file.picture.height}`;
    image.alt = '';
    image.draggable = false;
    frame.append(image);
    dom.append(frame, caption, description);
    const blur = file.picture === null ? null : blurUrl(file.picture.blur);
    const dispose = tools.followPicture(file, (url) => {
      if (url === null && blur === null) image.removeAttribute('src');
      else image.src = url ?? blur ?? '';
    });
    return {
      dom,
      update: (next) => {
        if (next.type !== node.type || next.attrs['file'] !== node.attrs['file']) return false;
        if (document.activeElement !== caption) caption.value = text(next.attrs['caption']);
        if (document.activeElement !== description) description.value = text(next.attrs['description']);
        return true;
      },
      selectNode: () => dom.setAttribute('data-selected', ''),
      deselectNode: () => dom.removeAttribute('data-selected'),
      stopEvent: (event) => event.target === caption || event.target === description,
      ignoreMutation: () => true,
      destroy: dispose,
    };
  };
}

/** A card that stands for something: what it is, and what it is called. */
function cardView(kind: string, nameOf: (node: Node) => string): NodeViewConstructor {
  return (node): NodeView => {
    const dom = element('div', 'card');
    const label = element('span', 'kind');
    const name = element('bdi', 'name');
    label.textContent = kind;
    name.textContent = nameOf(node);
    dom.append(label, name);
    return {
      dom,
      selectNode: () => dom.setAttribute('data-selected', ''),
      deselectNode: () => dom.removeAttribute('data-selected'),
      ignoreMutation: () => true,
    };
  };
}

/** How what is no text is shown while one writes. */
export function articleNodeViews(tools: EditorTools): Record<string, NodeViewConstructor> {
  const { words } = tools;
  return {
    picture: pictureView(tools),
    program: cardView(words.program, (node) => blockAs('program', node).program.name),
    product: cardView(words.product, (node) => text(node.attrs['name'])),
    payment: cardView(words.payment, (node) => text(node.attrs['label'])),
    post: cardView(words.post, (node) => text(node.attrs['title'])),
  };
}
