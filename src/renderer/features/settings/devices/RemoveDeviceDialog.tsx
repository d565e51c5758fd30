import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { OwnDevice } from '@services/workspace/deviceWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { PhraseFields } from '@ui/phrase/PhraseFields.tsx';
import { NO_WORDS, isWholePhrase } from '@ui/phrase/phraseWords.ts';
import styles from './Devices.module.css';

export interface RemoveDeviceProps {
  readonly device: OwnDevice;
  readonly name: string;
  /** Nothing else is heard of this device, as it was taken out itself. */
  readonly needsPhrase: boolean;
  readonly onClose: () => void;
}

/** Says what taking a device out does and does not do, and does it; with the recovery phrase nothing the device says can undo it. */
export function RemoveDeviceDialog({ device, name, needsPhrase, onClose }: RemoveDeviceProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const toast = useToast();
  const workspace = useWorkspace();
  const [isStolen, setStolen] = useState(needsPhrase);
  const [words, setWords] = useState(NO_WORDS);
  const act = useAct<WorkspaceErrorCode>();
  const remove = () =>
    act.run(
      () => workspace.revokeDevice(device.device, ...(isStolen ? [words.join(' ')] : [])),
      () => {
        toast({ text: t('devices.removed', { name: isolate(name) }) });
        onClose();
      },
    );
  return (
    <Dialog
      isOpen
      role="alertdialog"
      title={t('devices.removeTitle', { name: isolate(name) })}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="danger"
            pending={act.isPending}
            disabled={isStolen && !isWholePhrase(words)}
            onClick={remove}
          >
            {t('devices.removeDo')}
          </Button>
        </>
      }
    >
      <div className={styles['stack']}>
        <p>{t('devices.removeText')}</p>
        <p>{t('devices.removeWallet')}</p>
        <p className={styles['muted']}>{t('devices.removeNot')}</p>
        <p className={styles['muted']}>{t('devices.removeUnseen')}</p>
        {needsPhrase ? (
          <p>{t('devices.stolenText')}</p>
        ) : (
          <Switch
            label={t('devices.stolen')}
            description={t('devices.stolenText')}
            checked={isStolen}
            onChange={setStolen}
          />
        )}
        {isStolen && (
          <PhraseFields
            words={words}
            labelOf={(number) => t('settings.phrase.check.word', { number })}
            onChange={(typed) => {
              act.clear();
              setWords(typed);
            }}
          />
        )}
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      </div>
    </Dialog>
  );
}
