import { type ReactNode, useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
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

/** Contacts whose device is to keep a second copy of the book. Without contacts there is nothing to choose. */
export function WitnessChoice({ chosen, onChange }: WitnessChoiceProps): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const people = useQueryValue(
    useMemo(() => wallet.people(), [wallet]),
    null,
  );
  const contacts = [...(people?.values() ?? [])]
    .filter(({ standing }) => standing === 'contact')
    .toSorted((a, b) => a.name.localeCompare(b.name));
  if (contacts.length === 0) return null;
  return (
    <details className={styles['witnesses']}>
      <summary>{t('wallet.new.witnesses', { count: chosen.length })}</summary>
      <p>{t('wallet.new.witnesses.text')}</p>
      <fieldset>
        <legend className={styles['legend']}>{t('wallet.new.witnesses.choose', { most: MOST })}</legend>
        {contacts.map(({ account, name }) => (
          <Checkbox
            key={account}
            label={<PersonName>{name}</PersonName>}
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
