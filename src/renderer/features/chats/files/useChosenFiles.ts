import { useEffect, useState } from 'react';
import { useMedia } from '@services/media/context.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { ChosenDesk, type ChosenState } from '@services/media/chosenDesk.ts';

/** Most files that are sent at once. */
export const MOST_FILES = 30;

export interface ChosenFiles extends ChosenState {
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: number) => void;
  readonly replace: (id: number, file: File) => void;
  readonly clear: () => void;
}

/** Files a person chose; each is looked at, one after another, to show what will be sent. */
export function useChosenFiles(): ChosenFiles {
  const media = useMedia();
  const [desk] = useState(() => new ChosenDesk(media, MOST_FILES));
  const state = useSnapshot(desk.state);
  useEffect(() => desk.clear, [desk]);
  return { ...state, add: desk.add, remove: desk.remove, replace: desk.replace, clear: desk.clear };
}
