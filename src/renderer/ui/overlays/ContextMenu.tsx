import type { ReactNode } from 'react';
import { type MenuEntry, useMenu } from './useMenu.tsx';

export interface ContextMenuProps {
  readonly label: string;
  readonly items: () => readonly MenuEntry[];
  readonly children: ReactNode;
}

/** Opens a menu on right click, the Menu key and Shift+F10 over its children. */
export function ContextMenu(props: ContextMenuProps): ReactNode {
  const { menu, open } = useMenu();
  return (
    <div
      role="presentation"
      onContextMenu={(event) => {
        event.preventDefault();
        // A keyboard makes this event without a pointer position: then the menu belongs to the focused element.
        const isKeyboard = event.clientX === 0 && event.clientY === 0;
        const anchor =
          isKeyboard && document.activeElement ? document.activeElement : { x: event.clientX, y: event.clientY };
        open({ anchor, label: props.label, items: props.items() });
      }}
    >
      {props.children}
      {menu}
    </div>
  );
}
