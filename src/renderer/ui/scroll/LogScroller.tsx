import { type ReactNode, type Ref, useImperativeHandle, useMemo } from 'react';
import { type KeyedRow, type LogScrollOptions, useLogScroll } from './useLogScroll.ts';
import styles from './LogScroller.module.css';

/** What the owner may ask of the scroller. */
export interface LogScrollerHandle {
  readonly scrollToEnd: () => void;
  /** Brings a row into the DOM and into sight; null when there is none of that key. */
  readonly reveal: (key: string) => HTMLElement | null;
  readonly element: HTMLElement | null;
}

export interface LogScrollerProps<Row extends KeyedRow> extends LogScrollOptions<Row> {
  readonly renderRow: (row: Row, index: number) => ReactNode;
  readonly label: string;
  /** `feed` where every row is an article; `region` where others stand among them. */
  readonly role?: 'feed' | 'region';
  readonly isBusy: boolean;
  readonly handle: Ref<LogScrollerHandle>;
}

/** A list of rows of unknown heights of which only those near the view are in the DOM. */
export function LogScroller<Row extends KeyedRow>(props: LogScrollerProps<Row>): ReactNode {
  const { rows, renderRow } = props;
  const log = useLogScroll(props);
  const { scroller, range, above, below, scrollToEnd, reveal } = log;
  useImperativeHandle(props.handle, () => ({ scrollToEnd, reveal, element: scroller.current }), [
    scrollToEnd,
    reveal,
    scroller,
  ]);
  const shown = useMemo(() => rows.slice(range.start, range.end), [rows, range.start, range.end]);
  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      role={props.role ?? 'feed'}
      aria-label={props.label}
      aria-busy={props.isBusy}
      onScroll={log.onScroll}
    >
      <div className={styles['space']} style={{ blockSize: above }} />
      {shown.map((row, index) => (
        <div key={row.key} data-row={row.key} className={styles['row']}>
          {renderRow(row, range.start + index)}
        </div>
      ))}
      <div className={styles['space']} style={{ blockSize: below }} />
    </div>
  );
}
