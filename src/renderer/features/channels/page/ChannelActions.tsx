import {
  Bell,
  BellOff,
  FilePen,
  Inbox,
  MessageCircle,
  PenLine,
  Settings2,
  Share2,
  UserMinus,
  UserPen,
} from 'lucide-react';
import { type ReactNode, use, useMemo, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import type { MenuEntry } from '@ui/overlays/menuEntry.ts';
import { ChannelLinksContext } from '../channelLinks.ts';
import { ShareDialog } from '../open/ShareDialog.tsx';
import { AskToEditDialog } from '../settings/AskToEditDialog.tsx';
import { useChannels, useReport } from '../useChannels.ts';
import { useWriting } from '../write/useWriting.ts';
import styles from './ChannelPage.module.css';

type Asked = 'share' | 'leave' | 'edit';

/** What one can do with a channel: follow or leave it, write to it or for it, give it on. */
export function ChannelActions({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const [asked, setAsked] = useState<Asked | null>(null);
  const menu = useChannelMenu(channel, setAsked);
  return (
    <div className={styles['actions']}>
      {channel.role === null ? <ReaderActions channel={channel} /> : <EditorActions channel={channel} />}
      {channel.feed === null && (
        <IconButton label={t('channels.share')} icon={<Share2 aria-hidden />} onClick={() => setAsked('share')} />
      )}
      <MenuButton label={t('common.more')} items={menu} />
      {asked === 'share' && <ShareDialog channel={channel} onClose={() => setAsked(null)} />}
      {asked === 'edit' && <AskToEditDialog channel={channel} onClose={() => setAsked(null)} />}
      <Leave channel={channel} isAsked={asked === 'leave'} onDone={() => setAsked(null)} />
    </div>
  );
}

function ReaderActions({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const channels = useChannels();
  const report = useReport();
  const { onOpenChannel } = use(ChannelLinksContext);
  const [isPending, setPending] = useState(false);
  const follow = async () => {
    setPending(true);
    await report(channels.followChannel(channel.link));
    setPending(false);
  };
  return (
    <>
      {!channel.followed && (
        <Button variant="primary" pending={isPending} onClick={() => void follow()}>
          {t('channels.follow')}
        </Button>
      )}
      {channel.feed === null && (
        <Button icon={<MessageCircle aria-hidden />} onClick={() => onOpenChannel(`${channel.id}/talk`)}>
          {t('channels.talk')}
        </Button>
      )}
    </>
  );
}

function EditorActions({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const channels = useChannels();
  const writing = useWriting();
  const { onOpenChannel } = use(ChannelLinksContext);
  const drafts = useQueryValue(
    useMemo(() => channels.drafts(channel.id), [channels, channel.id]),
    [],
  );
  const letters = useQueryValue(
    useMemo(() => channels.letters(channel.id), [channels, channel.id]),
    [],
  );
  const open = letters.filter(({ state }) => state === 'open').length;
  return (
    <>
      <Button variant="primary" icon={<PenLine aria-hidden />} onClick={() => void writing.begin(channel.id)}>
        {t('channels.write.article')}
      </Button>
      {drafts.length > 0 && (
        <Button icon={<FilePen aria-hidden />} onClick={() => onOpenChannel(`${channel.id}/drafts`)}>
          {t('channels.drafts.count', { count: drafts.length })}
        </Button>
      )}
      {channel.role !== 'writer' && (
        <Button icon={<Inbox aria-hidden />} onClick={() => onOpenChannel(`${channel.id}/letters`)}>
          {open > 0 ? t('channels.letters.count', { count: open }) : t('channels.letters')}
        </Button>
      )}
    </>
  );
}

function useChannelMenu(channel: ChannelView, onAsk: (asked: Asked) => void): readonly MenuEntry[] {
  const t = useT();
  const channels = useChannels();
  const report = useReport();
  const { onOpenChannel } = use(ChannelLinksContext);
  const { id, muted, role, followed, feed } = channel;
  const mute: MenuEntry = {
    id: 'mute',
    label: t(muted ? 'channels.unmute' : 'channels.mute'),
    icon: muted ? <Bell aria-hidden /> : <BellOff aria-hidden />,
    onAction: () => void report(channels.muteChannel(id, !muted)),
  };
  if (role !== null) {
    const settings: MenuEntry = {
      id: 'settings',
      label: t('channels.settings'),
      icon: <Settings2 aria-hidden />,
      onAction: () => onOpenChannel(`${id}/settings`),
    };
    return [...(role === 'writer' ? [] : [settings]), mute];
  }
  const edit: MenuEntry = {
    id: 'edit',
    label: t('channels.editors.ask'),
    icon: <UserPen aria-hidden />,
    onAction: () => onAsk('edit'),
  };
  const leave: MenuEntry = {
    id: 'leave',
    label: t('channels.unfollow'),
    icon: <UserMinus aria-hidden />,
    isDanger: true,
    onAction: () => onAsk('leave'),
  };
  return [mute, ...(feed === null ? [edit] : []), ...(followed ? [leave] : [])];
}

interface LeaveProps {
  readonly channel: ChannelView;
  readonly isAsked: boolean;
  readonly onDone: () => void;
}

function Leave({ channel, isAsked, onDone }: LeaveProps): ReactNode {
  const t = useT();
  const channels = useChannels();
  const report = useReport();
  const { onOpenChannel } = use(ChannelLinksContext);
  const leave = async () => {
    const done = await report(channels.unfollowChannel(channel.id));
    onDone();
    if (done !== null) onOpenChannel('');
  };
  return (
    <ConfirmDialog
      isOpen={isAsked}
      tone="danger"
      title={t('channels.unfollow.title', { name: isolate(channel.name) })}
      confirmLabel={t('channels.unfollow')}
      cancelLabel={t('common.cancel')}
      onConfirm={() => void leave()}
      onCancel={onDone}
    >
      {t(channel.feed === null ? 'channels.unfollow.text' : 'feeds.unfollow.text')}
    </ConfirmDialog>
  );
}
