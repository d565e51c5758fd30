import { type CSSProperties, type ReactNode, useMemo, useRef } from 'react';
import { Menu as AriaMenu, MenuItem } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Separator } from 'react-aria-components/Separator';
import { classNames } from '../classNames.ts';
import { useFocusOrigin } from './focusBack.ts';
import type { MenuEntry, MenuRequest } from './menuEntry.ts';
import styles from './Menu.module.css';

/** The open menu. Use `useMenu`, which loads this. */
export function MenuSurface(props: { readonly request: MenuRequest; readonly onClose: () => void }): ReactNode {
  const { anchor, label, items, top } = props.request;
  useFocusOrigin();
  const point = useRef<HTMLSpanElement>(null);
  const isElement = anchor instanceof Element;
  const trigger = useMemo(() => (isElement ? { current: anchor } : point), [anchor, isElement]);
  const place: CSSProperties = isElement ? {} : { insetInlineStart: 0, left: anchor.x, top: anchor.y };
  return (
    <>
      {!isElement && <span ref={point} className={styles['point']} style={place} />}
      <Popover
        isOpen
        aria-label={label}
        triggerRef={trigger}
        placement="bottom start"
        offset={4}
        className={classNames(styles['surface'])}
        onOpenChange={(isOpen) => {
          if (!isOpen) props.onClose();
        }}
      >
        {top?.(props.onClose)}
        <AriaMenu
          aria-label={label}
          autoFocus="first"
          className={classNames(styles['menu'])}
          onClose={props.onClose}
          onAction={(key) => {
            const entry = items.find((item) => item.id === key);
            if (entry && 'onAction' in entry) entry.onAction();
          }}
        >
          {items.map((item) => (
            <Entry key={item.id} entry={item} />
          ))}
        </AriaMenu>
      </Popover>
    </>
  );
}

function Entry(props: { readonly entry: MenuEntry }): ReactNode {
  const { entry } = props;
  if ('isSeparator' in entry) return <Separator className={styles['separator'] ?? ''} />;
  return (
    <MenuItem
      id={entry.id}
      textValue={entry.label}
      isDisabled={entry.isDisabled ?? false}
      className={classNames(styles['item'], entry.isDanger === true && styles['danger'])}
    >
      {entry.icon}
      <span className={styles['label']}>{entry.label}</span>
      {entry.shortcut !== undefined && <kbd className={styles['shortcut']}>{entry.shortcut}</kbd>}
    </MenuItem>
  );
}
