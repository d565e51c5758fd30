import type { ReactNode } from 'react';

export interface MarkedProps {
  readonly text: string;
  /** Which of it to mark, as [start, end) of UTF-16 code units, in order and apart. */
  readonly marks: readonly (readonly [number, number])[];
}

/** A line with what was looked for marked in it. */
export function Marked({ text, marks }: MarkedProps): ReactNode {
  const parts: ReactNode[] = [];
  let place = 0;
  for (const [start, end] of marks) {
    if (start > place) parts.push(text.slice(place, start));
    parts.push(<mark key={start}>{text.slice(start, end)}</mark>);
    place = end;
  }
  parts.push(text.slice(place));
  return (
    <bdi dir="auto" data-line>
      {parts}
    </bdi>
  );
}
