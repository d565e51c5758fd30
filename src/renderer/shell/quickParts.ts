import type { RoomLinks } from './rooms.tsx';
import type { QuickDialog } from './usePaneKeys.ts';

/** What is opened by keys, wherever one is, works with. */
export interface QuickParts {
  readonly links: RoomLinks;
  readonly navigate: (path: string) => void;
  /** It is done with; another one is asked for where one is named. */
  readonly onDone: (next?: QuickDialog) => void;
}
