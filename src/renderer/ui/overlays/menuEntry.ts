import type { ReactNode } from 'react';

/** One entry of a menu, or a line between groups. */
export type MenuEntry =
  | {
      readonly id: string;
      readonly label: string;
      readonly icon?: ReactNode;
      readonly isDanger?: boolean;
      readonly isDisabled?: boolean;
      /** Shown at the end, for example "Ctrl+C". */
      readonly shortcut?: string;
      readonly onAction: () => void;
    }
  | { readonly id: string; readonly isSeparator: true };

/** What to open and where: under an element, or at a point of the window. */
export interface MenuRequest {
  readonly anchor: Element | { readonly x: number; readonly y: number };
  readonly label: string;
  readonly items: readonly MenuEntry[];
  /** What stands above the entries, reached by Shift+Tab; `close` ends the menu. */
  readonly top?: (close: () => void) => ReactNode;
}
