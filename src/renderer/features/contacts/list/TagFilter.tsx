import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import styles from './ContactsList.module.css';

export interface TagFilterProps {
  readonly tags: readonly string[];
  readonly selected: string | null;
  readonly onChange: (tag: string | null) => void;
}

/** Tags in use as chips; a second press on one shows everyone again. */
export function TagFilter({ tags, selected, onChange }: TagFilterProps): ReactNode {
  const t = useT();
  return (
    <div className={styles['tags']} role="group" aria-label={t('contacts.tags.filter')}>
      {tags.map((tag) => (
        <button
          key={tag}
          type="button"
          className={styles['tag']}
          aria-pressed={tag === selected}
          onClick={() => onChange(tag === selected ? null : tag)}
        >
          <bdi>{tag}</bdi>
        </button>
      ))}
    </div>
  );
}
