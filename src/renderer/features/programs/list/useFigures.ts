import { useEffect, useState } from 'react';
import type { EventId } from '@shared/ids.ts';
import type { ProgramFigures } from '@ports/programViews.ts';
import type { RunningProgram } from '../desk/desk.ts';

/** How often figures are asked for, ms. */
const PERIOD = 2000;

/** What each program takes, as long as this is shown; empty where this edition does not know. */
export function useFigures(running: readonly RunningProgram[]): ReadonlyMap<EventId, ProgramFigures> {
  const [figures, setFigures] = useState<ReadonlyMap<EventId, ProgramFigures>>(new Map());
  useEffect(() => {
    let isCurrent = true;
    const look = async () => {
      const seen = await Promise.all(
        running.map(async ({ instance, session }) => [instance, (await session?.view.figures()) ?? null] as const),
      );
      if (!isCurrent) return;
      setFigures(new Map(seen.flatMap(([instance, known]) => (known === null ? [] : [[instance, known] as const]))));
    };
    void look();
    const timer = setInterval(() => void look(), PERIOD);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [running]);
  return figures;
}
