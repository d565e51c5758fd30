import { type ReactNode, Suspense } from 'react';
import type { PopoverSurfaceProps } from './PopoverSurface.tsx';
import { lazy } from '../loading/lazy.ts';

const PopoverSurface = lazy(() =>
  import('./PopoverSurface.tsx').then((module) => ({ default: module.PopoverSurface })),
);

export interface PopoverProps extends PopoverSurfaceProps {
  readonly isOpen: boolean;
}

/** A small window at an element. Its machinery is loaded when the first one opens. */
export function Popover(props: PopoverProps): ReactNode {
  const { isOpen, ...surface } = props;
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <PopoverSurface {...surface} />
    </Suspense>
  );
}
