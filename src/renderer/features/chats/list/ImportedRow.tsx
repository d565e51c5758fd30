import { FolderInput, Pin } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { ImportedTalk } from '@services/workspace/importWorkspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import styles from './ChatsList.module.css';
import type { ConversationRowProps } from './ConversationRow.tsx';

export interface ImportedRowProps extends Pick<ConversationRowProps, 'isSelected' | 'isReachable' | 'drag'> {
  readonly talk: ImportedTalk;
}

/** An imported chat in the list: what it is called, where it is from and how much it is, and when the last of it was said. */
export const ImportedRow = memo(function ImportedRow(props: ImportedRowProps): ReactNode {
  const { talk, isSelected, isReachable, drag } = props;
  const { space, name, source, messages, activeAt, preferences } = talk;
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  return (
    <div role="listitem" className={styles['row']} data-space={space} {...drag}>
      <ListRow
        href={`#/chats/${space}`}
        selected={isSelected}
        tabIndex={isReachable ? 0 : -1}
        leading={<Avatar account={space} name={name} avatar={GENERATED} />}
        title={<PersonName>{name}</PersonName>}
        meta={<time dateTime={new Date(activeAt).toISOString()}>{formats.brief(activeAt, now)}</time>}
        subtitle={
          <span className={styles['imported']}>
            <FolderInput aria-hidden />
            <span className={styles['words']}>{t(`chats.list.imported.${source}`, { count: messages })}</span>
          </span>
        }
        trailing={
          preferences.pinned === null ? undefined : (
            <span className={styles['signs']}>
              <Pin role="img" aria-label={t('chats.list.pinned')} />
            </span>
          )
        }
      />
    </div>
  );
});

const GENERATED = { kind: 'generated' } as const;
