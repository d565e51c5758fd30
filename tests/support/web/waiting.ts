import { configure, getConfig } from '@testing-library/react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { PATIENCE } from '../shared/until.ts';

/**
 * How tests wait for what is to come on a screen. For import by whatever waits with `findBy…` or `waitFor`.
 *
 * They wait as long as any test does: a part of the app that is loaded on first use takes longer than the usual second where the machine is busy.
 * And what was waited for has had its effects: React runs those some time after it drew, as a task of its own, which on a busy machine comes after
 * the next line of a test. No person is so quick.
 */
const { asyncWrapper } = getConfig();

configure({
  asyncUtilTimeout: PATIENCE,
  asyncWrapper: async (wait) => {
    const found: unknown = await asyncWrapper(wait);
    runEffects();
    return found;
  },
});

let root: Root | null = null;
let drawings = 0;

/** Before React draws anything it runs the effects of all that is drawn: so something is drawn, of no use otherwise. */
function runEffects(): void {
  const scope = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean };
  const before = scope.IS_REACT_ACT_ENVIRONMENT ?? false;
  scope.IS_REACT_ACT_ENVIRONMENT = false;
  try {
    root ??= createRoot(document.createElement('div'));
    const drawn = root;
    drawings += 1;
    flushSync(() => drawn.render(drawings));
  } finally {
    scope.IS_REACT_ACT_ENVIRONMENT = before;
  }
}
