import { EllipsisVertical } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { type MenuEntry, useMenu } from './useMenu.tsx';

export interface MenuButtonProps {
  readonly label: string;
  readonly items: readonly MenuEntry[];
  readonly icon?: ReactNode;
}

/** An icon button that opens a menu. */
export function MenuButton(props: MenuButtonProps): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  const { menu, isOpen, open } = useMenu();
  const show = () => {
    if (button.current) open({ anchor: button.current, label: props.label, items: props.items });
  };
  return (
    <>
      <IconButton
        ref={button}
        label={props.label}
        icon={props.icon ?? <EllipsisVertical aria-hidden />}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={show}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          show();
        }}
      />
      {menu}
    </>
  );
}
