import { Copy, Eraser, Forward, Star, Trash2, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import styles from './Selection.module.css';

/** What can be done with all that is chosen; null where it can't. */
export interface SelectionActs {
  readonly forward: (() => void) | null;
  readonly copy: (() => void) | null;
  readonly favourite: (() => void) | null;
  readonly recall: (() => void) | null;
  readonly remove: () => void;
}

export interface SelectionBarProps {
  readonly count: number;
  readonly acts: SelectionActs;
  readonly onEnd: () => void;
}

/** In place of the composer while messages are chosen. */
export function SelectionBar({ count, acts, onEnd }: SelectionBarProps): ReactNode {
  const t = useT();
  const bar = useRef<HTMLDivElement>(null);
  // What had the focus, the composer or a menu, is gone.
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) bar.current?.querySelector('button')?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onEnd();
  };
  return (
    <div
      ref={bar}
      role="toolbar"
      tabIndex={-1}
      aria-label={t('messages.selection')}
      className={styles['bar']}
      onKeyDown={onKeyDown}
    >
      <IconButton label={t('messages.selection.end')} shortcut="Esc" icon={<X aria-hidden />} onClick={onEnd} />
      <span role="status">{t('messages.selection.count', { count })}</span>
      <Act label={t('messages.forward')} icon={<Forward aria-hidden />} act={acts.forward} />
      <Act label={t('messages.selection.copy')} icon={<Copy aria-hidden />} act={acts.copy} />
      <Act label={t('messages.favourite.add')} icon={<Star aria-hidden />} act={acts.favourite} />
      <Act label={t('messages.recall')} icon={<Eraser aria-hidden />} act={acts.recall} />
      <Act label={t('chats.menu.delete')} icon={<Trash2 aria-hidden />} act={acts.remove} />
    </div>
  );
}

interface ActProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly act: (() => void) | null;
}

/** What can't be done with these stays in its place, so that the others do. */
function Act({ label, icon, act }: ActProps): ReactNode {
  return <IconButton label={label} icon={icon} disabled={act === null} onClick={() => act?.()} />;
}
