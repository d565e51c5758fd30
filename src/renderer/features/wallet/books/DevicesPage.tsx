import { Laptop, ShieldOff } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import type { FrozenDevice, OwnDevice } from '@services/workspace/walletBooks.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { ConfirmButton } from '@ui/overlays/ConfirmButton.tsx';
import { usePeople } from '../people/usePeople.ts';
import { PlainHeader, WalletPage } from '../room/layout/WalletPage.tsx';
import { useWallet } from '../room/useRoom.ts';
import { shortKey } from './DeviceName.tsx';
import { PhraseDialog } from './PhraseDialog.tsx';
import { StolenDialog } from './StolenDialog.tsx';
import { useDeed, useDeviceNames, useOwnDevices } from './useBooks.ts';

/** Devices of one's own that can pay and promise, to be reported when lost, and those others reported (BOOK-UI-7). */
export function DevicesPage(): ReactNode {
  const t = useT();
  const devices = useOwnDevices();
  return (
    <WalletPage
      label={t('books.devices')}
      header={<PlainHeader title={t('books.devices')} text={t('books.devices.text')} />}
    >
      <Section title={t('books.devices.own')}>
        {devices.map((device) => (
          <DeviceRow key={device.key} device={device} />
        ))}
        {devices.length === 1 && <Row title={t('books.devices.one')} text={t('books.devices.one.text')} />}
      </Section>
      <OthersSection />
    </WalletPage>
  );
}

function DeviceRow({ device }: { readonly device: OwnDevice }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const wallet = useWallet();
  const deed = useDeed();
  const [asked, setAsked] = useState<'thaw' | 'stolen' | null>(null);
  const close = () => setAsked(null);
  const { key, isHere, isFrozen } = device;
  return (
    <>
      <Row
        icon={isFrozen ? <ShieldOff aria-hidden /> : <Laptop aria-hidden />}
        title={<OwnName device={device} />}
        text={<DeviceText device={device} />}
      >
        {isFrozen ? (
          <>
            <Button size="small" onClick={() => setAsked('thaw')}>
              {t('books.thaw')}
            </Button>
            {!isHere && (
              <Button size="small" onClick={() => setAsked('stolen')}>
                {t('books.stolen')}
              </Button>
            )}
          </>
        ) : (
          <FreezeButton
            device={device}
            onFreeze={() => deed.run(() => wallet.freezeDevice(key), 'books.freeze.done')}
          />
        )}
      </Row>
      {deed.error !== null && asked === null && (
        <Plain>
          <AlertBanner tone="danger">{errorText(deed.error)}</AlertBanner>
        </Plain>
      )}
      {asked === 'thaw' && (
        <PhraseDialog
          title={t('books.thaw.title')}
          confirmLabel={t('books.thaw')}
          deed={deed}
          onWords={(words) => deed.run(() => wallet.thawDevice(key, words), 'books.thaw.done', close)}
          onClose={close}
        >
          <p>{t('books.thaw.text')}</p>
        </PhraseDialog>
      )}
      {asked === 'stolen' && <StolenDialog device={key} onClose={close} />}
    </>
  );
}

function FreezeButton({ device, onFreeze }: { readonly device: OwnDevice; readonly onFreeze: () => void }): ReactNode {
  const t = useT();
  return (
    <ConfirmButton
      label={t('books.freeze')}
      title={t('books.freeze.title')}
      confirmLabel={t('books.freeze.confirm')}
      cancelLabel={t('common.cancel')}
      onConfirm={onFreeze}
    >
      <p>{t('books.freeze.text')}</p>
      {device.isHere && (
        <p>
          <strong>{t('books.freeze.here')}</strong>
        </p>
      )}
    </ConfirmButton>
  );
}

/** What the person calls it, and whether it is the one in front of them. */
function OwnName({ device: { key, isHere } }: { readonly device: OwnDevice }): ReactNode {
  const t = useT();
  const name = useDeviceNames().get(key);
  const what = t(isHere ? 'books.device.here' : 'books.device.own');
  if (name === undefined) return what;
  return (
    <>
      <PersonName>{name}</PersonName>
      {isHere && ` · ${what}`}
    </>
  );
}

function DeviceText({ device }: { readonly device: OwnDevice }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { key, since, isFrozen, keeps } = device;
  const facts = [
    t('books.device.key', { key: isolate(shortKey(key)) }),
    ...(since > 0 ? [t('books.devices.since', { date: formats.date(since) })] : []),
    ...(keeps.length > 0
      ? [t('books.devices.keeps', { units: formats.list(keeps.map(({ name }) => isolate(name))) })]
      : []),
  ];
  return (
    <>
      {facts.join(' · ')}
      {isFrozen && <div>{t('books.devices.frozen')}</div>}
    </>
  );
}

const NONE: readonly FrozenDevice[] = [];

function OthersSection(): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const personOf = usePeople();
  const frozen = useQueryValue(
    useMemo(() => wallet.frozenDevices(), [wallet]),
    NONE,
  );
  if (frozen.length === 0) return null;
  return (
    <Section title={t('books.others')} description={t('books.others.text')}>
      {frozen.map(({ account, key }) => (
        <Row
          key={`${account} ${key ?? ''}`}
          icon={<ShieldOff aria-hidden />}
          title={
            <T
              id={key === null ? 'books.others.all' : 'books.others.one'}
              values={{ name: <PersonName>{personOf(account).shownName}</PersonName> }}
            />
          }
          {...(key !== null && { text: t('books.device.key', { key: isolate(shortKey(key)) }) })}
        />
      ))}
    </Section>
  );
}
