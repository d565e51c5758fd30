import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useOpenGroup } from '../groups/groupContext.ts';
import styles from './Typing.module.css';

/** That somebody writes, in place of what else is said of who is there. */
export function TypingLine(props: { readonly conversation: Conversation; readonly children: ReactNode }): ReactNode {
  const { conversation, children } = props;
  const t = useT();
  const { typing } = useWorkspace();
  const group = useOpenGroup();
  const writing = useSnapshot(typing).get(conversation.space) ?? [];
  const [first] = writing;
  if (first === undefined) return children;
  if (conversation.kind === 'direct') return <span className={styles['typing']}>{t('keeping.typing')}</span>;
  const name = group?.people.get(first)?.name;
  return (
    <span className={styles['typing']}>
      {writing.length > 1 || name === undefined
        ? t('keeping.typing.many', { count: writing.length })
        : t('keeping.typing.one', { name: isolate(name) })}
    </span>
  );
}
