import { Aperture, Copy, MessageCircle, PenLine, Pin, PinOff, Trash2 } from 'lucide-react';
import { use } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { useT } from '@i18n/useT.tsx';
import type { ChannelPostView, ChannelView } from '@services/workspace/channelWorkspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import type { MenuEntry } from '@ui/overlays/menuEntry.ts';
import { ChannelLinksContext } from '../channelLinks.ts';
import { useChannels, useReport } from '../useChannels.ts';
import { useWriting } from '../write/useWriting.ts';

/** Whether what it shows is of the web: nothing can be said about it to anybody. */
export function isOfFeed(channel: ChannelView | null): boolean {
  return channel !== null && channel.feed !== null;
}

/** Whether one publishes there: not of a feed of the web, and not who only writes drafts. */
export function mayEdit({ role, feed }: ChannelView): boolean {
  return (role === 'owner' || role === 'editor') && feed === null;
}

/** What its editors may do with a post, and everyone: take its words along. */
export function usePostMenu(
  post: ChannelPostView,
  channel: ChannelView | null,
  onDelete: () => void,
): readonly MenuEntry[] {
  const t = useT();
  const toast = useToast();
  const channels = useChannels();
  const report = useReport();
  const writing = useWriting();
  const [, navigate] = useHashLocation();
  const { onSendPost } = use(ChannelLinksContext);
  const text = post.body?.text ?? '';
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => toast({ text: t('channels.post.copied') }),
      () => toast({ text: t('common.copyFailed'), tone: 'danger' }),
    );
  const pin = (face: ChannelView) => {
    const others = face.pinned.filter((id) => id !== post.id);
    void report(channels.changeChannel(face.id, { pinned: post.isPinned ? others : [post.id, ...others] }));
  };
  const everyone: MenuEntry[] = [
    ...(text === ''
      ? []
      : [{ id: 'copy', label: t('channels.post.copy'), icon: <Copy aria-hidden />, onAction: copy }]),
    // Who follows no feed of the web could not open what is of one.
    ...(isOfFeed(channel)
      ? []
      : [
          {
            id: 'chat',
            label: t('channels.post.send'),
            icon: <MessageCircle aria-hidden />,
            onAction: () => onSendPost(post.id),
          },
          {
            id: 'moments',
            label: t('moments.shared.menu'),
            icon: <Aperture aria-hidden />,
            onAction: () => navigate(`/moments/share/${post.id}`),
          },
        ]),
  ];
  if (channel === null || !mayEdit(channel)) return everyone;
  return [
    ...everyone,
    {
      id: 'pin',
      label: t(post.isPinned ? 'channels.post.unpin' : 'channels.post.pin'),
      icon: post.isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />,
      onAction: () => pin(channel),
    },
    ...(post.article === null
      ? []
      : [
          {
            id: 'edit',
            label: t('channels.post.edit'),
            icon: <PenLine aria-hidden />,
            onAction: () => void writing.edit(post),
          },
        ]),
    { id: 'line', isSeparator: true },
    {
      id: 'delete',
      label: t('channels.post.delete'),
      icon: <Trash2 aria-hidden />,
      isDanger: true,
      onAction: onDelete,
    },
  ];
}
