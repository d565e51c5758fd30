import { memo, type ReactNode } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useNow } from '../useNow.ts';
import type { LogRow } from './logRows.ts';
import styles from './LogRowView.module.css';
import { MessageBubble } from './MessageBubble.tsx';

export interface LogRowViewProps {
  readonly row: LogRow;
  readonly conversation: SpaceId;
  readonly name: string;
  /** The one message that Tab reaches. */
  readonly isActive: boolean;
}

/** One row of the log. */
export const LogRowView = memo(function LogRowView(props: LogRowViewProps): ReactNode {
  const { row } = props;
  switch (row.kind) {
    case 'day':
      return <DayHeading at={row.at} />;
    case 'unread':
      return <UnreadLine />;
    case 'message':
      return (
        <MessageBubble
          message={row.message}
          space={props.conversation}
          name={props.name}
          isFirst={row.isFirst}
          isLast={row.isLast}
          isActive={props.isActive}
        />
      );
  }
});

function DayHeading({ at }: { readonly at: number }): ReactNode {
  const formats = useFormats();
  const now = useNow();
  return (
    <div className={styles['day']}>
      <span>{formats.day(at, now)}</span>
    </div>
  );
}

function UnreadLine(): ReactNode {
  const t = useT();
  return (
    <div className={styles['unread']}>
      <span>{t('chats.log.unread')}</span>
    </div>
  );
}
