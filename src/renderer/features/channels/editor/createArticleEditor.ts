import type { Node, Slice } from 'prosemirror-model';
import { type Command, EditorState } from 'prosemirror-state';
import { type EditorProps, EditorView } from 'prosemirror-view';
import type { ArticleDocument } from '@domain/article/document.ts';
import { insertBlocks } from './editorCommands.ts';
import { type EditorKeys, articlePlugins } from './editorPlugins.ts';
import styles from './Editor.module.css';
import type { EditorTools } from './editorTools.ts';
import { fromEditor } from './fromEditor.ts';
import { picturesAmong, takePictures, takeTransfer } from './intake.ts';
import { articleNodeViews } from './nodeViews.ts';
import { reservedPlaces } from './reservedPlaces.ts';
import { toEditor } from './toEditor.ts';

/** The editor as the screen around it has it. */
export interface ArticleEditorHandle {
  readonly state: () => EditorState;
  /** Does something to the text, and goes on there. */
  readonly run: (command: Command) => void;
  readonly insert: (blocks: readonly Node[]) => void;
  readonly addPictures: (files: readonly File[]) => void;
  readonly document: () => ArticleDocument;
  readonly focus: () => void;
  readonly close: () => void;
}

/** What the editor is made of. */
export interface ArticleEditorOptions {
  readonly place: HTMLElement;
  readonly document: ArticleDocument;
  readonly tools: EditorTools;
  readonly keys: EditorKeys;
  /** After every change of text or selection. */
  readonly onChange: (state: EditorState, isText: boolean) => void;
}

/** What was copied last, so that cards and pictures come back whole when it is pasted here. */
function copies() {
  let last: { readonly text: string; readonly slice: Slice } | null = null;
  const textOf = (slice: Slice) => slice.content.textBetween(0, slice.content.size, '\n\n');
  return {
    remember: (slice: Slice) => {
      last = { text: textOf(slice), slice };
      return slice;
    },
    /** What is pasted, if it is what was copied. */
    recall: (data: DataTransfer) => {
      const isOurs = data.getData('text/html').includes('data-pm-slice');
      return isOurs && last !== null && data.getData('text/plain') === last.text ? last.slice : null;
    },
    textOf,
  };
}

/** How what comes from outside the text gets into it. */
function intakeOf(tools: EditorTools): EditorProps {
  const copied = copies();
  return {
    transformCopied: copied.remember,
    clipboardTextSerializer: copied.textOf,
    handlePaste: (view, { clipboardData: data }) => {
      if (data === null) return false;
      const own = copied.recall(data);
      if (own === null) return takeTransfer(view, tools, data);
      view.dispatch(view.state.tr.replaceSelection(own).scrollIntoView());
      return true;
    },
    handleDrop: (view, event) => {
      const data = event.dataTransfer;
      // What is dragged within the text is moved by the editor.
      if (data === null || view.dragging !== null) return false;
      const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
      const files = picturesAmong(data.files);
      if (files.length > 0 && at !== undefined) takePictures(view, tools, { files, at });
      else takeTransfer(view, tools, data);
      return true;
    },
  };
}

/** Opens the editor in an element. */
export function createArticleEditor(options: ArticleEditorOptions): ArticleEditorHandle {
  const { tools, keys } = options;
  const plugins = [...articlePlugins(keys), reservedPlaces(tools.words.uploading, styles['uploading'] ?? '')];
  const view: EditorView = new EditorView(options.place, {
    ...intakeOf(tools),
    state: EditorState.create({ doc: toEditor(options.document), plugins }),
    nodeViews: articleNodeViews(tools),
    attributes: {
      class: styles['text'] ?? '',
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': tools.words.text,
    },
    dispatchTransaction: (change) => {
      view.updateState(view.state.apply(change));
      options.onChange(view.state, change.docChanged);
    },
  });
  return {
    state: () => view.state,
    run: (command) => {
      command(view.state, view.dispatch.bind(view), view);
      view.focus();
    },
    insert: (blocks) => {
      insertBlocks(blocks)(view.state, view.dispatch.bind(view));
      view.focus();
    },
    addPictures: (files) => takePictures(view, tools, { files: picturesAmong(files) }),
    document: () => fromEditor(view.state.doc),
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}
