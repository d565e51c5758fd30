import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { Reaction } from '@services/workspace/messageViews.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Reactions.module.css';

export interface ReactionsDialogProps {
  readonly reactions: readonly Reaction[];
  readonly nameOf: (account: AccountId) => string;
  readonly onClose: () => void;
}

/** Who put which sign on a message, one by one. */
export function ReactionsDialog({ reactions, nameOf, onClose }: ReactionsDialogProps): ReactNode {
  const t = useT();
  return (
    <Dialog isOpen title={t('messages.reactions')} closeLabel={t('common.close')} size="small" onClose={onClose}>
      {reactions.length === 0 && <p className={styles['none']}>{t('messages.reactions.none')}</p>}
      <ul className={styles['people']}>
        {reactions.flatMap(({ sign, people }) =>
          people.map((account) => (
            <li key={`${sign} ${account}`}>
              <span aria-hidden>{sign}</span>
              <PersonName isLine>{nameOf(account)}</PersonName>
            </li>
          )),
        )}
      </ul>
    </Dialog>
  );
}
