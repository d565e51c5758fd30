import type { ReactNode, RefObject } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { classNames } from '../classNames.ts';
import { useDialogMark } from './useDialogMark.ts';
import styles from './Menu.module.css';

export interface PopoverSurfaceProps {
  readonly label: string;
  readonly trigger: RefObject<Element | null>;
  readonly placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end';
  /** Leaves out the inner padding. */
  readonly isBare?: boolean;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** The open popover. Use `Popover`, which loads this. */
export function PopoverSurface(props: PopoverSurfaceProps): ReactNode {
  useDialogMark();
  return (
    <AriaPopover
      isOpen
      triggerRef={props.trigger}
      placement={props.placement ?? 'bottom start'}
      offset={6}
      className={classNames(styles['surface'])}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      <AriaDialog
        aria-label={props.label}
        className={classNames(props.isBare === true ? styles['bare'] : styles['plain'])}
      >
        {props.children}
      </AriaDialog>
    </AriaPopover>
  );
}
