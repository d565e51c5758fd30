import {
  Bold,
  Code,
  ImagePlus,
  Italic,
  Link2,
  List,
  ListOrdered,
  Plus,
  Quote,
  Redo2,
  Strikethrough,
  Undo2,
} from 'lucide-react';
import { redo, undo } from 'prosemirror-history';
import type { Command, EditorState } from 'prosemirror-state';
import { isInTable } from 'prosemirror-tables';
import { type KeyboardEvent, type ReactNode, type Ref, useRef } from 'react';
import { useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { articleKeys } from '@ui/keys/articleKeys.ts';
import { chordLabel } from '@ui/keys/chordLabel.ts';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import type { ArticleEditorHandle } from './createArticleEditor.ts';
import styles from './Editor.module.css';
import {
  hasMark,
  isInQuote,
  listKindAt,
  setTextKind,
  type TextKind,
  textKindAt,
  toggle,
  toggleQuote,
} from './editorCommands.ts';
import type { InsertKind } from './InsertDialogs.tsx';
import { toggleList } from './listCommands.ts';
import { useInsertMenu } from './useInsertMenu.tsx';
import { useTableMenu } from './useTableMenu.tsx';

export interface ToolbarProps {
  readonly handle: ArticleEditorHandle;
  readonly state: EditorState;
  readonly onAsk: (asked: InsertKind | 'link') => void;
  readonly ref: Ref<HTMLDivElement>;
}

const KINDS: readonly TextKind[] = ['paragraph', 'heading-2', 'heading-3', 'code'];

/** What can be done to the text. Arrows go through it; Tab leaves it. */
export function Toolbar({ handle, state, onAsk, ref }: ToolbarProps): ReactNode {
  const t = useT();
  const files = useRef<FileInputControl>(null);
  const insert = useInsertMenu(handle, { onPictures: () => files.current?.choose(), onAsk });
  const table = useTableMenu(handle);
  const kind = textKindAt(state);
  return (
    <div
      ref={ref}
      className={styles['toolbar']}
      role="toolbar"
      // What is inside takes part in Tab, one at a time.
      tabIndex={-1}
      aria-label={t('channels.editor.tools')}
      onKeyDown={moveFocus}
      onFocus={rove}
    >
      <select
        className={styles['kindSelect']}
        aria-label={t('channels.editor.kind')}
        value={kind ?? 'paragraph'}
        tabIndex={0}
        onChange={(event) => {
          const chosen = KINDS.find((one) => one === event.target.value);
          if (chosen !== undefined) handle.run(setTextKind(chosen));
        }}
      >
        {KINDS.map((one) => (
          <option key={one} value={one}>
            {t(`channels.editor.kind.${one}`)}
          </option>
        ))}
      </select>
      <hr aria-hidden />
      <Marks handle={handle} state={state} onLink={() => onAsk('link')} />
      <hr aria-hidden />
      <Groups handle={handle} state={state} />
      <hr aria-hidden />
      <IconButton
        tabIndex={-1}
        size="small"
        label={t('channels.editor.picture')}
        icon={<ImagePlus aria-hidden />}
        onClick={() => files.current?.choose()}
      />
      <MenuButton label={t('channels.editor.insert')} icon={<Plus aria-hidden />} items={insert} />
      {isInTable(state) && <MenuButton label={t('channels.editor.table.menu')} items={table} />}
      <hr aria-hidden />
      <Tool
        label={t('channels.editor.undo')}
        icon={<Undo2 aria-hidden />}
        shortcut={chordLabel(articleKeys.undo)}
        onPress={() => handle.run(undo)}
      />
      <Tool
        label={t('channels.editor.redo')}
        icon={<Redo2 aria-hidden />}
        shortcut={chordLabel(articleKeys.redo)}
        onPress={() => handle.run(redo)}
      />
      <FileInput
        ref={files}
        accept="image/png,image/jpeg,image/webp,image/gif"
        multiple
        onFiles={(chosen) => handle.addPictures(chosen)}
      />
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly shortcut: string;
  readonly isOn?: boolean;
  readonly onPress: () => void;
}

function Tool({ label, icon, shortcut, isOn, onPress }: ToolProps): ReactNode {
  return (
    <IconButton
      tabIndex={-1}
      size="small"
      label={label}
      icon={icon}
      shortcut={shortcut}
      aria-pressed={isOn}
      // The selection stays in the text.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    />
  );
}

type PartProps = Pick<ToolbarProps, 'handle' | 'state'>;

function Marks({ handle, state, onLink }: PartProps & { readonly onLink: () => void }): ReactNode {
  const t = useT();
  const mark = (name: 'bold' | 'italic' | 'strike' | 'code', icon: ReactNode) => (
    <Tool
      label={t(`channels.editor.${name}`)}
      icon={icon}
      shortcut={chordLabel(articleKeys[name])}
      isOn={hasMark(state, name)}
      onPress={() => handle.run(toggle(name))}
    />
  );
  return (
    <>
      {mark('bold', <Bold aria-hidden />)}
      {mark('italic', <Italic aria-hidden />)}
      {mark('strike', <Strikethrough aria-hidden />)}
      {mark('code', <Code aria-hidden />)}
      <Tool
        label={t('channels.editor.link')}
        icon={<Link2 aria-hidden />}
        shortcut={chordLabel(articleKeys.link)}
        isOn={hasMark(state, 'link')}
        onPress={onLink}
      />
    </>
  );
}

function Groups({ handle, state }: PartProps): ReactNode {
  const t = useT();
  const run = (command: Command) => () => handle.run(command);
  const list = listKindAt(state);
  return (
    <>
      <Tool
        label={t('channels.editor.bullets')}
        icon={<List aria-hidden />}
        shortcut={chordLabel(articleKeys.bullets)}
        isOn={list === 'bulleted'}
        onPress={run(toggleList(false))}
      />
      <Tool
        label={t('channels.editor.numbers')}
        icon={<ListOrdered aria-hidden />}
        shortcut={chordLabel(articleKeys.numbers)}
        isOn={list === 'ordered'}
        onPress={run(toggleList(true))}
      />
      <Tool
        label={t('channels.editor.quote')}
        icon={<Quote aria-hidden />}
        shortcut={chordLabel(articleKeys.quote)}
        isOn={isInQuote(state)}
        onPress={run(toggleQuote)}
      />
    </>
  );
}

function toolsIn(toolbar: HTMLElement): readonly HTMLElement[] {
  return [...toolbar.querySelectorAll<HTMLElement>('select, button')];
}

/** One of the tools takes part in Tab: the one used last. */
function rove(event: { readonly currentTarget: HTMLElement; readonly target: EventTarget }): void {
  for (const tool of toolsIn(event.currentTarget)) tool.tabIndex = tool === event.target ? 0 : -1;
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  const tools = toolsIn(event.currentTarget);
  const index = tools.findIndex((tool) => tool === document.activeElement);
  if (index === -1) return;
  event.preventDefault();
  const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
  const step = (event.key === 'ArrowRight') === isRtl ? -1 : 1;
  tools[(index + step + tools.length) % tools.length]?.focus();
}
