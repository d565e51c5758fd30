import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { UnitBookView } from '@services/workspace/walletBooks.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { useWallet } from '../room/useRoom.ts';
import styles from './Books.module.css';
import type { BookPartProps } from './ClerkSection.tsx';
import { DeviceFacts, DeviceName } from './DeviceName.tsx';
import { useDeed, useWitnesses } from './useBooks.ts';

/** Who has a copy of each line, and how far; by who keeps the book they can be changed (BOOK-UI-4). */
export function WitnessSection({ book, personOf }: BookPartProps): ReactNode {
  const t = useT();
  const [isChanging, setChanging] = useState(false);
  const { witnesses, isOwn, clerk } = book;
  const mayChange = isOwn && clerk.isHere;
  const change = mayChange && (
    <Button size="small" onClick={() => setChanging(true)}>
      {t('books.witness.change')}
    </Button>
  );
  return (
    <Section title={t('books.witnesses')} description={t('books.witnesses.text')}>
      {witnesses.length === 0 && (
        <Row icon={<EyeOff aria-hidden />} title={t('books.witnesses.none')} text={t('books.witnesses.none.text')}>
          {change}
        </Row>
      )}
      {witnesses.map((witness, place) => (
        <Row
          key={witness.key}
          icon={<Eye aria-hidden />}
          title={<DeviceName device={witness} personOf={personOf} />}
          text={
            <>
              {witness.behind === 0 ? t('books.witness.all') : t('books.witness.behind', { count: witness.behind })}
              {' · '}
              <DeviceFacts device={witness} />
            </>
          }
        >
          {place === 0 && change}
        </Row>
      ))}
      {isChanging && <WitnessDialog book={book} onClose={() => setChanging(false)} />}
    </Section>
  );
}

/** As many as a book can name. */
const MOST = 8;

function WitnessDialog({ book, onClose }: { readonly book: UnitBookView; readonly onClose: () => void }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const wallet = useWallet();
  const deed = useDeed();
  const people = useWitnesses();
  const [chosen, setChosen] = useState<ReadonlySet<AccountId>>(
    () => new Set(book.witnesses.flatMap(({ account }) => account ?? [])),
  );
  const toggle = (account: AccountId, isChosen: boolean) =>
    setChosen((before) => new Set([...before].filter((each) => each !== account).concat(isChosen ? [account] : [])));
  const save = () => deed.run(() => wallet.setWitnesses(book.unit.id, [...chosen]), 'books.witness.done', onClose);
  const footer = (
    <>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
      <Button variant="primary" pending={deed.isPending} disabled={chosen.size > MOST} onClick={save}>
        {t('common.done')}
      </Button>
    </>
  );
  return (
    <Dialog isOpen title={t('books.witness.title')} closeLabel={t('common.close')} footer={footer} onClose={onClose}>
      <div className={styles['form']}>
        <p>{t('books.witness.choose')}</p>
        {people.length === 0 && <p className={styles['hint']}>{t('books.witness.nobody')}</p>}
        <div className={styles['choices']}>
          {people.map(({ account, name, standing }) => (
            <Checkbox
              key={account}
              label={standing === 'self' ? t('books.device.own') : <PersonName>{name}</PersonName>}
              checked={chosen.has(account)}
              onChange={(isChosen) => toggle(account, isChosen)}
            />
          ))}
        </div>
        {deed.error !== null && <AlertBanner tone="danger">{errorText(deed.error)}</AlertBanner>}
      </div>
    </Dialog>
  );
}
