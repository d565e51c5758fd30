import { CircleCheck, Copy } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { LinkCodeShown, LinkOfferState } from '@services/workspace/deviceWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { QrCode } from '@ui/code/QrCode.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { type Act, useAct } from '@ui/hooks/useAct.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { DigitsForm } from './DigitsForm.tsx';
import styles from './Devices.module.css';

const NOTHING: LinkOfferState = { state: 'none' };

/** Links a further device: shows a code, then asks for the digits the new device shows. */
export function LinkDeviceDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const offer = useQueryValue(
    useMemo(() => workspace.linkOffer(), [workspace]),
    NOTHING,
  );
  const act = useAct<WorkspaceErrorCode>();
  const begin = () => act.run(() => workspace.offerLink());
  useOnce(begin);
  const close = () => {
    void workspace.cancelLink();
    onClose();
  };
  const isDone = offer.state === 'linked';
  return (
    <Dialog
      isOpen
      size="small"
      title={t(isDone ? 'devices.linkedTitle' : 'devices.link')}
      onClose={close}
      footer={
        <Button variant={isDone ? 'primary' : 'secondary'} onClick={close}>
          {t(isDone ? 'common.done' : 'common.cancel')}
        </Button>
      }
    >
      <div aria-live="polite" className={styles['stack']}>
        <Offer offer={offer} act={act} onAgain={begin} />
      </div>
    </Dialog>
  );
}

/** Begins once, when it is first shown. */
function useOnce(task: () => void): void {
  const wasDone = useRef(false);
  useEffect(() => {
    if (wasDone.current) return;
    wasDone.current = true;
    task();
  }, [task]);
}

interface OfferProps {
  readonly offer: LinkOfferState;
  readonly act: Act<WorkspaceErrorCode>;
  readonly onAgain: () => void;
}

function Offer({ offer, act, onAgain }: OfferProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  if (act.error !== null) return <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>;
  switch (offer.state) {
    case 'none':
      return <Spinner />;
    case 'waiting':
      return <Code code={offer.code} />;
    case 'found':
      return <DigitsForm name={offer.name} left={offer.left} />;
    case 'linked':
      return (
        <div className={styles['done']}>
          <CircleCheck aria-hidden />
          <p>{t('devices.linkedText', { name: isolate(offer.name === '' ? t('devices.unnamed') : offer.name) })}</p>
          <p className={styles['muted']}>{t('devices.linkedNumber')}</p>
          <output className={styles['typed']} aria-label={t('devices.number')} dir="ltr" translate="no">
            {offer.number}
          </output>
        </div>
      );
    case 'over':
      return (
        <>
          <AlertBanner tone="warning">{t(`devices.over.${offer.reason}`)}</AlertBanner>
          <Button variant="primary" pending={act.isPending} onClick={onAgain}>
            {t('devices.newCode')}
          </Button>
        </>
      );
  }
}

function Code({ code }: { readonly code: LinkCodeShown }): ReactNode {
  const t = useT();
  const toast = useToast();
  const formats = useFormats();
  const copy = () =>
    void navigator.clipboard.writeText(code.link).then(
      () => toast({ text: t('devices.copied') }),
      () => toast({ text: t('common.copyFailed'), tone: 'danger' }),
    );
  return (
    <>
      <p>{t('devices.codeText')}</p>
      <div className={styles['picture']}>
        <QrCode text={code.link} label={t('devices.codePicture')} />
      </div>
      <p className={styles['muted']}>{t('devices.orType')}</p>
      <p className={styles['typed']} dir="ltr" translate="no">
        {code.typed}
      </p>
      <div className={styles['under']}>
        <span className={styles['muted']}>{t('devices.worksUntil', { time: formats.time(code.expiresAt) })}</span>
        <Button size="small" icon={<Copy aria-hidden />} onClick={copy}>
          {t('devices.copy')}
        </Button>
      </div>
    </>
  );
}
