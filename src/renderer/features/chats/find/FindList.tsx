import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { EventId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { Found } from '@services/workspace/discoverWorkspace.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import { Marked } from '@ui/text/Marked.tsx';
import { useNames } from '../talk/useNames.ts';
import styles from './Find.module.css';

export interface FindListProps {
  /** The newest first. */
  readonly found: readonly Found[];
  readonly current: EventId | null;
  readonly onChoose: (event: EventId) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** What was found with the words around it, in the order of the talk: what is older stands above. */
export function FindList({ found, current, onChoose, onKeyDown }: FindListProps): ReactNode {
  const t = useT();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    row?.scrollIntoView({ block: 'nearest' });
    // The focus goes along where it is in the list.
    if (list.current?.contains(document.activeElement) === true) row?.focus({ preventScroll: true });
  }, [current, found]);
  return (
    // The rows are buttons of their own; the keys are those of the box, and a shorter way between them.
    // oxlint-disable-next-line no-noninteractive-element-interactions -- see above
    <ul ref={list} className={styles['list']} aria-label={t('find.list')} onKeyDown={onKeyDown}>
      {found.toReversed().map((one) => (
        <FindRow key={one.id} found={one} isCurrent={one.event === current} onChoose={onChoose} />
      ))}
    </ul>
  );
}

interface FindRowProps extends Pick<FindListProps, 'onChoose'> {
  readonly found: Found;
  readonly isCurrent: boolean;
}

function FindRow({ found, isCurrent, onChoose }: FindRowProps): ReactNode {
  const formats = useFormats();
  const nameOf = useNames();
  const now = useNow();
  const { event, author, at, excerpt, marks, kind, title } = found;
  return (
    <li>
      <button
        type="button"
        tabIndex={isCurrent ? 0 : -1}
        aria-current={isCurrent || undefined}
        onClick={() => event !== null && onChoose(event)}
      >
        <span className={styles['who']}>
          <PersonName isLine>{author === null ? '' : nameOf(author)}</PersonName>
          {at !== null && <time dateTime={new Date(at).toISOString()}>{formats.brief(at, now)}</time>}
        </span>
        <span className={styles['words']}>
          {excerpt === '' && kind === 'file' ? <bdi>{title}</bdi> : <Marked text={excerpt} marks={marks} />}
        </span>
      </button>
    </li>
  );
}
