import { type ReactNode, Suspense } from 'react';
import { lazy } from '@ui/loading/lazy.ts';
import type { QuickParts } from './quickParts.ts';
import type { QuickDialog } from './usePaneKeys.ts';

const Palette = lazy(() => import('./palette/Palette.tsx').then((module) => ({ default: module.Palette })));
const ShortcutSheet = lazy(() =>
  import('./shortcuts/ShortcutSheet.tsx').then((module) => ({ default: module.ShortcutSheet })),
);

export interface QuickProps extends QuickParts {
  readonly dialog: QuickDialog | null;
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
