import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Pot } from '@services/workspace/walletTrade.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { PhraseDialog } from '../books/PhraseDialog.tsx';
import { useDeed } from '../books/useBooks.ts';
import { usePeople } from '../people/usePeople.ts';
import { useWallet } from '../room/useRoom.ts';
import styles from '../trade/Trade.module.css';

/** Of a pot whose devices are gone: what its rule lets go comes back by the recovery phrase (WAL-UI-48). */
export function BringBack({ pot }: { readonly pot: Pot }): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const deed = useDeed();
  const now = useNow();
  const personOf = usePeople();
  const [isAsked, setAsked] = useState(false);
  const close = () => setAsked(false);
  const isBack = pot.to === null || pot.to.some((account) => personOf(account).standing === 'self');
  const isOpen = isBack && (pot.notBefore === null || now >= pot.notBefore);
  const isThere = pot.rows.some(({ available }) => available > 0n);
  if (!isOpen || pot.rows.length === 0) return null;
  if (!isThere) return <p className={styles['hint']}>{t('trade.pot.bringBack.underWay')}</p>;
  return (
    <div className={styles['buttons']}>
      <Button onClick={() => setAsked(true)}>{t('trade.pot.bringBack')}</Button>
      {isAsked && (
        <PhraseDialog
          title={t('trade.pot.bringBack.title')}
          confirmLabel={t('trade.pot.bringBack')}
          deed={deed}
          onWords={(words) => deed.run(() => wallet.bringBackPot(pot.id, words), 'trade.pot.bringBack.done', close)}
          onClose={close}
        >
          <p>{t(pot.isOfPacket ? 'trade.pot.bringBack.packet' : 'trade.pot.bringBack.text')}</p>
        </PhraseDialog>
      )}
    </div>
  );
}
