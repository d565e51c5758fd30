import { Copy, Globe, ImageDown, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import type { Invite } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import styles from './Code.module.css';

export interface CodeActionsProps {
  readonly invite: Invite;
  readonly isMaking: boolean;
  readonly onMake: () => void;
}

/** What one can do with the shown invite. */
export function CodeActions({ invite, isMaking, onMake }: CodeActionsProps): ReactNode {
  const t = useT();
  const { copy, save } = useInviteActs(invite);
  return (
    <div className={styles['actions']}>
      <Button variant="primary" icon={<Copy aria-hidden />} onClick={() => copy(invite.link)}>
        {t('contacts.code.copy')}
      </Button>
      <Button icon={<RefreshCw aria-hidden />} pending={isMaking} onClick={onMake}>
        {t('contacts.code.new')}
      </Button>
      <MenuButton
        label={t('common.more')}
        items={[
          {
            id: 'web',
            label: t('contacts.code.copyWeb'),
            icon: <Globe aria-hidden />,
            onAction: () => copy(invite.webLink),
          },
          { id: 'save', label: t('contacts.code.save'), icon: <ImageDown aria-hidden />, onAction: save },
        ]}
      />
    </div>
  );
}

function useInviteActs(invite: Invite): { readonly copy: (text: string) => void; readonly save: () => void } {
  const t = useT();
  const toast = useToast();
  const media = useMedia();
  const copy = (text: string) => {
    navigator.clipboard.writeText(text).then(
      () => toast({ text: t('contacts.code.copied') }),
      () => toast({ text: t('common.copyFailed'), tone: 'danger' }),
    );
  };
  const save = async () => {
    const picture = await media.drawCode(invite.link);
    if (picture.ok) media.saveFile({ name: 'banyan-invite.png', type: 'image/png', bytes: picture.value });
    else toast({ text: t('contacts.code.saveFailed'), tone: 'danger' });
  };
  return { copy, save: () => void save() };
}
