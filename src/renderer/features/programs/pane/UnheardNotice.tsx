import type { ReactNode } from 'react';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { mayWrite } from '../mayWrite.ts';
import { useChats } from '../usePrograms.ts';
import styles from './ProgramPane.module.css';

export interface UnheardNoticeProps {
  /** The chat the program is in; null while that is not known. */
  readonly space: string | null;
  /** False once something that was said in the program was refused. */
  readonly wasHeard: boolean;
}

/** Says that nobody hears what one does in a program, as soon as that is so and before anything is said; nothing where somebody does. */
export function UnheardNotice({ space, wasHeard }: UnheardNoticeProps): ReactNode {
  const t = useT();
  const chat = useChats().find((one) => one.space === space) ?? null;
  if (isHeard(chat, wasHeard)) return null;
  return (
    <p className={styles['notice']} role="status">
      {chat?.kind === 'direct' && chat.blocked ? (
        <T id="programs.blocked" values={{ name: <PersonName>{chat.name}</PersonName> }} />
      ) : (
        t('programs.mayNotWrite')
      )}
    </p>
  );
}

/** Between two the chat tells all there is to know; in a group who may write is known by what was refused. */
function isHeard(chat: Conversation | null, wasHeard: boolean): boolean {
  if (chat === null) return wasHeard;
  return mayWrite(chat) && (chat.kind === 'direct' || wasHeard);
}
