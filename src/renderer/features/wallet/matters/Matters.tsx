import type { ReactNode } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { Matter } from '@services/workspace/walletRoom.ts';
import { ListRow } from '@ui/display/ListRow.tsx';
import { PersonFace } from '../people/PersonMark.tsx';
import { usePeople } from '../people/usePeople.ts';
import styles from '../room/list/WalletList.module.css';
import type { WalletListProps } from '../room/partProps.ts';
import { useMatters } from './useMatters.ts';

/** At the top of the list: who waits for one's word, and where to give it (WAL-UI-9). Settlements are answered in their own rows. */
export function Matters({ selected }: WalletListProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const personOf = usePeople();
  const matters = useMatters().filter(isLinked);
  if (matters.length === 0) return null;
  return (
    <section className={styles['section']} aria-labelledby="wallet-matters">
      <h2 id="wallet-matters">{t('wallet.matters')}</h2>
      <ul>
        {matters.map((matter) => {
          const person = personOf(matter.person);
          const page = pageOf(matter);
          return (
            <li key={matter.id}>
              <ListRow
                href={`#/wallet/${page}`}
                selected={selected === page}
                leading={<PersonFace person={person} />}
                title={<PersonName>{person.shownName}</PersonName>}
                meta={
                  matter.amount === null ? undefined : (
                    <span className={styles['amount']}>{money.text(matter.amount, matter.money)}</span>
                  )
                }
                subtitle={t(`wallet.matters.${matter.kind}`)}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type LinkedMatter = Matter & { readonly kind: Exclude<Matter['kind'], 'settlement'> };

const isLinked = (matter: Matter): matter is LinkedMatter => matter.kind !== 'settlement';

/** Where it is answered. */
function pageOf({ kind, id, person }: LinkedMatter): string {
  if (kind === 'net' || kind === 'agreement') return `person/${person}`;
  return kind === 'request' ? `order/${id}` : `payment/${id}`;
}
