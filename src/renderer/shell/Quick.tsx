import { type ReactNode, Suspense } from 'react';
import { lazy } from '@ui/loading/lazy.ts';
import type { RoomLinks } from './rooms.tsx';
import type { QuickDialog } from './usePaneKeys.ts';

const Palette = lazy(() => import('./palette/Palette.tsx').then((module) => ({ default: module.Palette })));
const ShortcutSheet = lazy(() =>
  import('./shortcuts/ShortcutSheet.tsx').then((module) => ({ default: module.ShortcutSheet })),
);

export interface QuickProps {
  readonly dialog: QuickDialog | null;
  readonly links: RoomLinks;
  readonly navigate: (path: string) => void;
  /** It is done with; another one is asked for where one is named. */
  readonly onDone: (next?: QuickDialog) => void;
}

/** What keys open wherever one is: where to go and what to do, by its name, and which keys there are. */
export function Quick({ dialog, ...rest }: QuickProps): ReactNode {
  if (dialog === null) return null;
  return (
    <Suspense fallback={null}>
      {dialog === 'palette' ? <Palette {...rest} /> : <ShortcutSheet onClose={() => rest.onDone()} />}
    </Suspense>
  );
}
