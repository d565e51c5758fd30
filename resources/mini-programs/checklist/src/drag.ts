/** Moves rows by finger or mouse: while one is held, the list is shown as it would be. */
export interface RowDrag {
  begin(id: string, event: PointerEvent): void;
  isDragged(id: string): boolean;
  orderOf<T extends { readonly id: string }>(rows: readonly T[]): readonly T[];
}

interface RowDragOptions {
  readonly rows: () => readonly string[];
  readonly onMove: (id: string, to: number) => void;
  readonly onChange: () => void;
}

/** Makes it. Rows are the elements with `data-item`. */
export function dragRows({ rows, onMove, onChange }: RowDragOptions): RowDrag {
  let held: { readonly id: string; readonly to: number } | null = null;
  return {
    isDragged: (id) => held?.id === id,
    orderOf(all) {
      if (held === null) return all;
      const { id, to } = held;
      const rest = all.filter((row) => row.id !== id);
      return [...rest.slice(0, to), ...all.filter((row) => row.id === id), ...rest.slice(to)];
    },
    begin(id, event) {
      if (event.button !== 0) return;
      const from = rows().indexOf(id);
      held = { id, to: from };
      const leaving = new AbortController();
      const { signal } = leaving;
      const move = ({ clientY }: PointerEvent) => {
        const to = rowAt(id, clientY);
        if (held === null || to === held.to) return;
        held = { id, to };
        onChange();
      };
      const drop = ({ type }: Event) => {
        leaving.abort();
        const to = held?.to ?? from;
        held = null;
        if (type === 'pointerup' && to !== from) onMove(id, to);
        onChange();
      };
      document.addEventListener('pointermove', move, { signal });
      document.addEventListener('pointerup', drop, { signal });
      document.addEventListener('pointercancel', drop, { signal });
    },
  };
}

/** How many of the other open rows have their middle above. */
function rowAt(id: string, y: number): number {
  const others = [...document.querySelectorAll<HTMLElement>('.list:not(.done) [data-item]')].filter(
    ({ dataset }) => dataset['item'] !== id,
  );
  return others.filter((row) => {
    const { top, height } = row.getBoundingClientRect();
    return top + height / 2 < y;
  }).length;
}
