import type { ReactNode } from 'react';
import type { Message } from '@services/workspace/workspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import styles from './Groups.module.css';
import { useOpenGroup } from './groupContext.ts';

export interface AuthoredRowProps {
  readonly message: Message;
  /** The last of a run: the author's picture stands beside it. */
  readonly isLast: boolean;
  readonly children: ReactNode;
}

/** In a group, a message of someone else, with room for the author's picture beside it. */
export function AuthoredRow({ message, isLast, children }: AuthoredRowProps): ReactNode {
  const open = useOpenGroup();
  if (open === null || message.own) return children;
  const person = open.people.get(message.author);
  return (
    <div className={styles['authored']}>
      {isLast && (
        <span className={styles['author']} data-tooltip={person?.name}>
          <Avatar
            account={message.author}
            name={person?.name ?? ''}
            avatar={person?.avatar ?? { kind: 'generated' }}
            size="small"
          />
        </span>
      )}
      {children}
    </div>
  );
}
