import { useState } from 'react';
import {
  type Area,
  areaSeen,
  areaUnder,
  BEGINNING,
  type Drawn,
  type History,
  redo,
  step,
  turned,
  undo,
} from './edits.ts';

/** What the pointer does. */
export type Tool = 'crop' | 'draw' | 'text';

/** A picture being edited. */
export interface PictureEdits {
  readonly history: History;
  readonly tool: Tool;
  readonly colour: string;
  readonly size: number;
  /** What would be left, in the whole picture as it is turned; null but while it is being cut. */
  readonly frame: Area | null;
  readonly choose: (choice: { readonly tool?: Tool; readonly colour?: string; readonly size?: number }) => void;
  readonly setFrame: (frame: Area) => void;
  readonly draw: (drawn: Drawn) => void;
  readonly turn: (quarters: number) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Cuts it as the frame says, where there is one; what it is then. */
  readonly settle: () => History;
}

/** See {@link PictureEdits}. */
export function usePictureEdits(colour: string, size: number): PictureEdits {
  const [history, setHistory] = useState(BEGINNING);
  const [look, setLook] = useState<{ readonly tool: Tool; readonly colour: string; readonly size: number }>({
    tool: 'crop',
    colour,
    size,
  });
  const [moved, setMoved] = useState<Area | null>(null);
  const { now } = history;
  const frame = look.tool === 'crop' ? (moved ?? areaSeen(now.turns, now.crop)) : null;
  const settled = (): History => {
    if (moved === null) return history;
    return step(history, { ...now, crop: areaUnder(now.turns, moved) });
  };
  const settle = (): History => {
    const next = settled();
    setHistory(next);
    setMoved(null);
    return next;
  };
  const go = (change: (before: History) => History) => () => {
    setMoved(null);
    setHistory(change(history));
  };
  return {
    history,
    ...look,
    frame,
    choose: (choice) => {
      if (choice.tool !== undefined && choice.tool !== 'crop') settle();
      setLook({ ...look, ...choice });
    },
    setFrame: setMoved,
    draw: (drawn) => setHistory(step(history, { ...now, drawn: [...now.drawn, drawn] })),
    turn: (quarters) => {
      const before = settle();
      setHistory(step(before, turned(before.now, quarters)));
    },
    undo: go(undo),
    redo: go(redo),
    settle,
  };
}
