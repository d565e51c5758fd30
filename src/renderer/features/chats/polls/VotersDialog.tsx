import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { Poll } from '@domain/chat/bodies.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { PollState } from '@services/workspace/messageViews.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { tameMarks } from '@ui/text/tameMarks.ts';
import styles from './Polls.module.css';
import { pollAnswers } from './pollView.ts';

export interface VotersDialogProps {
  readonly poll: Poll;
  readonly state: PollState | undefined;
  readonly nameOf: (account: AccountId) => string;
  readonly onClose: () => void;
}

/** Who chose what. It stays true while it is open. */
export function VotersDialog({ poll, state, nameOf, onClose }: VotersDialogProps): ReactNode {
  const t = useT();
  return (
    <Dialog isOpen title={t('messages.poll.voters')} closeLabel={t('common.close')} size="small" onClose={onClose}>
      {pollAnswers(poll, state).map(({ text, voters, share }, place) => (
        <section key={place} className={styles['voters']}>
          <h3 dir="auto">{tameMarks(text)}</h3>
          <p>{t('messages.poll.votes', { count: voters.length, share })}</p>
          <ul>
            {voters.map((account) => (
              <li key={account}>
                <PersonName isLine>{nameOf(account)}</PersonName>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  );
}
