import type { ReactNode } from 'react';
import { Palette } from './palette/Palette.tsx';
import type { QuickParts } from './quickParts.ts';
import { ShortcutSheet } from './shortcuts/ShortcutSheet.tsx';
import type { QuickDialog } from './usePaneKeys.ts';

export interface QuickProps extends QuickParts {
  readonly dialog: QuickDialog;
}

/** What keys open wherever one is: where to go and what to do, by its name, and which keys there are. */
export function Quick({ dialog, ...rest }: QuickProps): ReactNode {
  return dialog === 'palette' ? <Palette {...rest} /> : <ShortcutSheet onClose={() => rest.onDone()} />;
}
