import { BookOpen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { OwnDevice, UnitBookView } from '@services/workspace/walletBooks.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import type { ShownPerson } from '../people/usePeople.ts';
import { useWallet } from '../room/useRoom.ts';
import styles from './Books.module.css';
import { DeviceFacts, DeviceName, shortKey } from './DeviceName.tsx';
import { PhraseDialog } from './PhraseDialog.tsx';
import { useDeed, useDeviceNames, useOwnDevices } from './useBooks.ts';

export interface BookPartProps {
  readonly book: UnitBookView;
  readonly personOf: (account: AccountId) => ShownPerson;
}

/** Which device keeps the book; of one's own, ways to another (BOOK-UI-3). */
export function ClerkSection({ book, personOf }: BookPartProps): ReactNode {
  const t = useT();
  const [asked, setAsked] = useState<'hand-over' | 'take-over' | null>(null);
  const close = () => setAsked(null);
  const { clerk, isOwn } = book;
  return (
    <Section title={t('books.clerk')} description={t('books.clerk.text')}>
      <Row
        icon={<BookOpen aria-hidden />}
        title={<DeviceName device={clerk} personOf={personOf} />}
        text={
          <>
            <DeviceFacts device={clerk} />
            {isOwn && !clerk.isHere && <div>{t('books.clerk.elsewhere')}</div>}
          </>
        }
      >
        {isOwn && clerk.isHere && (
          <Button size="small" onClick={() => setAsked('hand-over')}>
            {t('books.handOver')}
          </Button>
        )}
        {isOwn && !clerk.isHere && (
          <Button size="small" onClick={() => setAsked('take-over')}>
            {t('books.takeOver')}
          </Button>
        )}
      </Row>
      {asked === 'hand-over' && <HandOverDialog book={book} onClose={close} />}
      {asked === 'take-over' && <TakeOverDialog book={book} onClose={close} />}
    </Section>
  );
}

interface BookDialogProps {
  readonly book: UnitBookView;
  readonly onClose: () => void;
}

function TakeOverDialog({ book: { unit }, onClose }: BookDialogProps): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const deed = useDeed();
  return (
    <PhraseDialog
      title={t('books.takeOver.title')}
      confirmLabel={t('books.takeOver')}
      deed={deed}
      onWords={(words) => deed.run(() => wallet.takeOverBook(unit.id, words), 'books.takeOver.done', onClose)}
      onClose={onClose}
    >
      <p>{t('books.takeOver.text')}</p>
      <AlertBanner tone="warning">{t('books.takeOver.lost')}</AlertBanner>
    </PhraseDialog>
  );
}

function HandOverDialog({ book: { unit }, onClose }: BookDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const wallet = useWallet();
  const deed = useDeed();
  const others = useOwnDevices().filter(({ isHere, isFrozen }) => !isHere && !isFrozen);
  const [chosen, setChosen] = useState<DeviceId | null>(null);
  const device = chosen ?? others[0]?.key ?? null;
  const hand = () => {
    if (device !== null) deed.run(() => wallet.handOverBook(unit.id, device), 'books.handOver.done', onClose);
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
      {device !== null && (
        <Button variant="primary" pending={deed.isPending} onClick={hand}>
          {t('books.handOver')}
        </Button>
      )}
    </>
  );
  return (
    <Dialog
      isOpen
      title={t('books.handOver.title')}
      size="small"
      closeLabel={t('common.close')}
      footer={footer}
      onClose={onClose}
    >
      <div className={styles['form']}>
        <p>{t('books.handOver.text')}</p>
        {device === null ? (
          <p className={styles['hint']}>{t('books.handOver.none')}</p>
        ) : (
          <DeviceSelect devices={others} value={device} onChange={setChosen} />
        )}
        {deed.error !== null && <AlertBanner tone="danger">{errorText(deed.error)}</AlertBanner>}
      </div>
    </Dialog>
  );
}

function DeviceSelect(props: {
  readonly devices: readonly OwnDevice[];
  readonly value: DeviceId;
  readonly onChange: (device: DeviceId) => void;
}): ReactNode {
  const t = useT();
  const formats = useFormats();
  const names = useDeviceNames();
  const options = props.devices.map(({ key, since }) => ({
    value: key,
    label: [
      isolate(names.get(key) ?? t('books.device.key', { key: shortKey(key) })),
      t('books.devices.since', { date: formats.date(since) }),
    ].join(' · '),
  }));
  return <Select label={t('books.handOver.device')} value={props.value} options={options} onChange={props.onChange} />;
}
