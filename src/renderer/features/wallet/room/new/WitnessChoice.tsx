import { type ReactNode, useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { WalletPerson } from '@services/workspace/walletWorkspace.ts';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useWallet } from '../useRoom.ts';
import styles from './NewUnit.module.css';

/** More would make each payment wait for no more safety. */
const MOST = 3;

export interface WitnessChoiceProps {
  readonly chosen: readonly AccountId[];
  readonly onChange: (chosen: readonly AccountId[]) => void;
}

/** Whose device is to keep a second copy of the book: another one of one's own, or a contact's. Where there is nobody there is nothing to choose. */
export function WitnessChoice({ chosen, onChange }: WitnessChoiceProps): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const people = useQueryValue(
    useMemo(() => wallet.people(), [wallet]),
    null,
  );
  const devices = useQueryValue(
    useMemo(() => wallet.ownDevices(), [wallet]),
    null,
  );
  const hasOther = devices?.some(({ isHere, isFrozen }) => !isHere && !isFrozen) === true;
  const isOffered = ({ standing }: WalletPerson) => standing === 'contact' || (standing === 'self' && hasOther);
  // The own other device first: nobody else has to be asked.
  const isSelf = ({ standing }: WalletPerson) => Number(standing === 'self');
  const offered = [...(people?.values() ?? [])]
    .filter(isOffered)
    .toSorted((a, b) => isSelf(b) - isSelf(a) || a.name.localeCompare(b.name));
  if (offered.length === 0) return null;
  return (
    <details className={styles['witnesses']}>
      <summary>{t('wallet.new.witnesses', { count: chosen.length })}</summary>
      <p>{t('wallet.new.witnesses.text')}</p>
      <fieldset>
        <legend className={styles['legend']}>{t('wallet.new.witnesses.choose', { most: MOST })}</legend>
        {offered.map(({ account, name, standing }) => (
          <Checkbox
            key={account}
            label={standing === 'self' ? t('wallet.new.witnesses.own') : <PersonName>{name}</PersonName>}
            checked={chosen.includes(account)}
            disabled={chosen.length >= MOST && !chosen.includes(account)}
            onChange={(isChosen) =>
              onChange(isChosen ? [...chosen, account] : chosen.filter((other) => other !== account))
            }
          />
        ))}
      </fieldset>
    </details>
  );
}
