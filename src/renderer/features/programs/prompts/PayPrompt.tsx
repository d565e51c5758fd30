import { type ReactNode, use, useEffect } from 'react';
import { PayWindowContext } from './payWindow.ts';
import type { PromptProps } from './promptProps.ts';

/** Is it to be paid? The wallet draws and does it; where there is none it is not. */
export function PayPrompt({ prompt, program }: PromptProps<'pay'>): ReactNode {
  const draw = use(PayWindowContext);
  const { order, answer } = prompt;
  useEffect(() => {
    if (draw === null) answer('declined');
  }, [draw, answer]);
  return draw === null ? null : draw({ order, program, onEnd: answer });
}
