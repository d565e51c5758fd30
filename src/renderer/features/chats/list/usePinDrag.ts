import { type DragEvent, useState } from 'react';
import type { Conversation } from '@services/workspace/workspace.ts';
import { type Pins, movedPin } from './chatsIn.ts';

type Space = Conversation['space'];

/** What makes a row one that can be dragged among the pinned ones. */
export interface PinDrag {
  readonly draggable: true;
  readonly 'data-over': boolean;
  readonly onDragStart: (event: DragEvent) => void;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
}

/** Pinned chats in the order the person drags them into. Of rows that are not pinned it gives nothing. */
export function usePinDrag(
  { all, shown }: Pins,
  onMove: (spaces: readonly Space[]) => void,
): (space: Space) => PinDrag | null {
  const [dragged, setDragged] = useState<Space | null>(null);
  const [over, setOver] = useState<Space | null>(null);
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  return (space) => {
    if (shown.length < 2 || !shown.includes(space)) return null;
    return {
      draggable: true,
      'data-over': dragged !== null && over === space && dragged !== space,
      onDragStart: (event) => {
        event.dataTransfer.effectAllowed = 'move';
        // Firefox begins no drag without data; nobody else is to make use of it.
        event.dataTransfer.setData('application/x-banyan-pin', space);
        setDragged(space);
      },
      onDragOver: (event) => {
        if (dragged === null) return;
        event.preventDefault();
        setOver(space);
      },
      onDrop: (event) => {
        if (dragged === null) return;
        event.preventDefault();
        onMove(movedPin(all, dragged, space));
        end();
      },
      onDragEnd: end,
    };
  };
}
