import { type ReactNode, Suspense } from 'react';
import type { DialogSurfaceProps } from './DialogSurface.tsx';
import { lazy } from '../loading/lazy.ts';

const DialogSurface = lazy(() => import('./DialogSurface.tsx').then((module) => ({ default: module.DialogSurface })));

export interface DialogProps extends DialogSurfaceProps {
  readonly isOpen: boolean;
}

/** A modal window. Its machinery is loaded when the first one opens. */
export function Dialog(props: DialogProps): ReactNode {
  const { isOpen, ...surface } = props;
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <DialogSurface {...surface} />
    </Suspense>
  );
}
