import { type ReactNode, use, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ChannelMenuItem, ChannelView } from '@services/workspace/channelWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { LinkContext } from '@ui/text/links.ts';
import { MessageText } from '@ui/text/MessageText.tsx';
import { ChannelLinksContext } from '../channelLinks.ts';
import styles from './ChannelPage.module.css';

/** The bar below a channel: links, answers that stand ready, posts. */
export function ChannelMenu({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const ask = use(LinkContext);
  const { onOpenChannel } = use(ChannelLinksContext);
  const [reply, setReply] = useState<Extract<ChannelMenuItem, { does: 'reply' }> | null>(null);
  if (channel.menu.length === 0) return null;
  const press = (item: ChannelMenuItem) => {
    if (item.does === 'link') ask(item.url);
    else if (item.does === 'reply') setReply(item);
    else onOpenChannel(`${channel.id}/post/${item.post}`);
  };
  return (
    <nav className={styles['menu']} aria-label={t('channels.menu.of', { name: isolate(channel.name) })}>
      {channel.menu.map((item, index) => (
        <button key={index} type="button" onClick={() => press(item)}>
          <bdi>{item.label}</bdi>
        </button>
      ))}
      <Dialog
        isOpen={reply !== null}
        title={reply?.label ?? ''}
        size="small"
        onClose={() => setReply(null)}
        footer={
          <Button variant="primary" autoFocus onClick={() => setReply(null)}>
            {t('common.close')}
          </Button>
        }
      >
        <p className={styles['reply']} dir="auto">
          <MessageText text={reply?.text ?? ''} hasTabStops />
        </p>
      </Dialog>
    </nav>
  );
}
