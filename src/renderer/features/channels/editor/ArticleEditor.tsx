import type { Node } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import { type ReactNode, useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { ArticleDocument } from '@domain/article/document.ts';
import { useLatest } from '@ui/hooks/useLatest.ts';
import { type ArticleEditorHandle, createArticleEditor } from './createArticleEditor.ts';
import styles from './Editor.module.css';
import type { EditorTools } from './editorTools.ts';
import { InsertDialogs, type InsertKind } from './InsertDialogs.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import { Toolbar } from './Toolbar.tsx';

/** What the page around the editor asks of it. */
export interface ArticleEditorControl {
  readonly document: () => ArticleDocument | null;
  readonly focus: () => void;
}

export interface ArticleEditorProps {
  /** What is written in it at first; a later one is not looked at. */
  readonly document: ArticleDocument;
  /** The same object each time. */
  readonly tools: EditorTools;
  readonly onChange: () => void;
  readonly ref: Ref<ArticleEditorControl>;
}

/** The text of an article, with what can be done to it above. */
export function ArticleEditor({ document, tools, onChange, ref }: ArticleEditorProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const toolbar = useRef<HTMLDivElement>(null);
  const [first] = useState(document);
  const [handle, setHandle] = useState<ArticleEditorHandle | null>(null);
  const [state, setState] = useState<EditorState | null>(null);
  const [asked, setAsked] = useState<InsertKind | 'link' | null>(null);
  const changed = useLatest(onChange);
  useEffect(() => {
    if (place.current === null) return;
    const made = createArticleEditor({
      place: place.current,
      document: first,
      tools,
      keys: {
        onLink: () => setAsked('link'),
        onLeave: () => toolbar.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus(),
      },
      onChange: (next, isText) => {
        setState(next);
        if (isText) changed.current();
      },
    });
    setHandle(made);
    setState(made.state());
    return () => made.close();
  }, [first, tools, changed]);
  useImperativeHandle(ref, () => ({ document: () => handle?.document() ?? null, focus: () => handle?.focus() }), [
    handle,
  ]);
  const insert = (blocks: readonly Node[]) => {
    setAsked(null);
    handle?.insert(blocks);
  };
  const close = () => {
    setAsked(null);
    handle?.focus();
  };
  return (
    <div className={styles['editor']}>
      {handle !== null && state !== null && <Toolbar ref={toolbar} handle={handle} state={state} onAsk={setAsked} />}
      <div ref={place} />
      {handle !== null && state !== null && asked === 'link' && (
        <LinkDialog handle={handle} state={state} onClose={close} />
      )}
      {asked !== null && asked !== 'link' && (
        <InsertDialogs kind={asked} tools={tools} onInsert={insert} onClose={close} />
      )}
    </div>
  );
}
