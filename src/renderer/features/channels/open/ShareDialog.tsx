import { Copy, ImageDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import { QrCode } from '@ui/code/QrCode.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import styles from './Open.module.css';

export interface ShareDialogProps {
  readonly channel: ChannelView;
  readonly onClose: () => void;
}

/** A channel's code and link, to be given to anyone. */
export function ShareDialog({ channel, onClose }: ShareDialogProps): ReactNode {
  const t = useT();
  const toast = useToast();
  const media = useMedia();
  const { link, name, fingerprint } = channel;
  const copy = () => {
    navigator.clipboard.writeText(link).then(
      () => toast({ text: t('channels.share.copied') }),
      () => toast({ text: t('common.copyFailed'), tone: 'danger' }),
    );
  };
  const save = async () => {
    const picture = await media.drawCode(link);
    if (picture.ok) media.saveFile({ name: 'banyan-channel.png', type: 'image/png', bytes: picture.value });
    else toast({ text: t('channels.share.saveFailed'), tone: 'danger' });
  };
  return (
    <Dialog
      isOpen
      title={t('channels.share.title', { name: isolate(name) })}
      closeLabel={t('common.close')}
      size="small"
      onClose={onClose}
    >
      <div className={styles['form']}>
        <div className={styles['paper']}>
          <QrCode text={link} label={t('channels.share.code')} />
        </div>
        <p className={styles['hint']}>{t('channels.share.hint')}</p>
        <bdi className={styles['link']} dir="ltr">
          {link}
        </bdi>
        <div className={styles['actions']}>
          <Button variant="primary" icon={<Copy aria-hidden />} onClick={copy}>
            {t('channels.share.copy')}
          </Button>
          <Button icon={<ImageDown aria-hidden />} onClick={() => void save()}>
            {t('channels.share.save')}
          </Button>
        </div>
        <p className={styles['hint']}>{t('channels.fingerprint.hint')}</p>
        <Fingerprint digits={fingerprint} />
      </div>
    </Dialog>
  );
}
