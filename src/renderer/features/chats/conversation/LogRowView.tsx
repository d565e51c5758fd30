import { memo, type ReactNode } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { AuthoredRow } from '../groups/AuthoredRow.tsx';
import { NoticeRow } from '../groups/NoticeRow.tsx';
import { useOpenGroup } from '../groups/groupContext.ts';
import { EarlierTalk } from '../importing/EarlierTalk.tsx';
import { ProgramInfoRow } from '../programs/ProgramInfoRow.tsx';
import { TimerLineRow } from './TimerLineRow.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
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
    case 'timer':
      return <TimerLineRow line={row.line} />;
    case 'earlier':
      return <EarlierTalk talk={row.talk} />;
    case 'message':
      return <MessageRow {...props} row={row} />;
  }
});

type MessageRowProps = LogRowViewProps & { readonly row: Extract<LogRow, { kind: 'message' }> };

function MessageRow(props: MessageRowProps): ReactNode {
  const { message } = props.row;
  if (message.body.kind === 'notice') return <NoticeRow message={message} />;
  if (message.body.kind === 'program-info') return <ProgramInfoRow message={message} body={message.body} />;
  return <SaidRow {...props} />;
}

/** A message, in a group with its author. */
function SaidRow({ row, ...props }: MessageRowProps): ReactNode {
  const t = useT();
  const open = useOpenGroup();
  const { message, album, isFirst, isLast } = row;
  const hasAuthor = open !== null && !message.own;
  const author = open?.people.get(message.author)?.name ?? t('chats.author.unknown');
  return (
    <AuthoredRow message={message} isLast={isLast}>
      <MessageBubble
        message={message}
        album={album}
        space={props.conversation}
        name={hasAuthor ? author : props.name}
        showsAuthor={hasAuthor && isFirst}
        isFirst={isFirst}
        isLast={isLast}
        isActive={props.isActive}
      />
    </AuthoredRow>
  );
}

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
