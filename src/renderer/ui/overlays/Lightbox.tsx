import { type ReactNode, Suspense } from 'react';
import type { LightboxSurfaceProps } from './LightboxSurface.tsx';
import { lazy } from '../loading/lazy.ts';

const LightboxSurface = lazy(() =>
  import('./LightboxSurface.tsx').then((module) => ({ default: module.LightboxSurface })),
);

/** A picture over the whole window. Its machinery is loaded when the first one opens. */
export function Lightbox(props: LightboxSurfaceProps): ReactNode {
  return (
    <Suspense fallback={null}>
      <LightboxSurface {...props} />
    </Suspense>
  );
}
