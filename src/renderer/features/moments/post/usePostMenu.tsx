import { Bookmark, BookmarkX, Copy, Eye, EyeOff, PenLine, Trash2, UserRound, VolumeX } from 'lucide-react';
import { use, useCallback } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { MomentView } from '@services/workspace/momentsWorkspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import type { MenuEntry } from '@ui/overlays/useMenu.tsx';
import { MomentLinksContext } from '../room/links.ts';
import { useMoments, useReport } from '../room/useMoments.ts';
import { useLeaving } from './LeavingScope.tsx';
import { UNDO_TIME } from '@services/undo/leavingDesk.ts';

export interface PostMenuOptions {
  readonly onEdit: () => void;
  /** Says who can see it. */
  readonly onAudience: () => void;
}

/** What else can be done with a post. */
export function usePostMenu(post: MomentView, options: PostMenuOptions): readonly MenuEntry[] {
  const common = useCommonEntries(post);
  const own = useOwnEntries(post, options);
  const others = useOthersEntries(post);
  return [...common, { id: 'line', isSeparator: true }, ...(post.person.own ? own : others)];
}

function useCommonEntries({ id, saved, body }: MomentView): readonly MenuEntry[] {
  const t = useT();
  const moments = useMoments();
  const report = useReport();
  const toast = useToast();
  const text = body?.text ?? '';
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => toast({ text: t('common.copied'), duration: 2000 }),
      () => toast({ tone: 'danger', text: t('common.copyFailed') }),
    );
  };
  return [
    {
      id: 'save',
      label: saved ? t('moments.menu.unsave') : t('moments.menu.save'),
      icon: saved ? <BookmarkX aria-hidden /> : <Bookmark aria-hidden />,
      onAction: () =>
        void report(moments.saveMoment(id, !saved), { text: saved ? t('moments.unsaved') : t('moments.savedNow') }),
    },
    ...(text === '' ? [] : [{ id: 'copy', label: t('moments.menu.copy'), icon: <Copy aria-hidden />, onAction: copy }]),
  ];
}

function useOwnEntries({ id, body }: MomentView, { onEdit, onAudience }: PostMenuOptions): readonly MenuEntry[] {
  const t = useT();
  const toast = useToast();
  const { leave, takeBack } = useLeaving();
  const remove = useCallback(() => {
    leave(id);
    toast({
      text: t('moments.deleted'),
      duration: UNDO_TIME,
      action: { label: t('common.undo'), onAction: () => takeBack(id) },
    });
  }, [leave, takeBack, toast, t, id]);
  return [
    ...(body === null
      ? []
      : [{ id: 'edit', label: t('moments.menu.edit'), icon: <PenLine aria-hidden />, onAction: onEdit }]),
    { id: 'audience', label: t('moments.menu.audience'), icon: <Eye aria-hidden />, onAction: onAudience },
    {
      id: 'delete',
      label: t('moments.menu.delete'),
      icon: <Trash2 aria-hidden />,
      isDanger: true,
      onAction: remove,
    },
  ];
}

function useOthersEntries({ id, person }: MomentView): readonly MenuEntry[] {
  const t = useT();
  const moments = useMoments();
  const report = useReport();
  const { onOpenContact } = use(MomentLinksContext);
  const name = isolate(person.name);
  const hide = () =>
    void report(moments.hideMoment(id, true), {
      text: t('moments.hidden'),
      action: { label: t('common.undo'), onAction: () => void report(moments.hideMoment(id, false)) },
    });
  const mute = () =>
    void report(moments.muteMoments(person.account, true), {
      text: t('moments.muted', { name }),
      action: { label: t('common.undo'), onAction: () => void report(moments.muteMoments(person.account, false)) },
    });
  return [
    {
      id: 'contact',
      label: t('moments.menu.contact', { name }),
      icon: <UserRound aria-hidden />,
      onAction: () => onOpenContact(person.account),
    },
    { id: 'hide', label: t('moments.menu.hide'), icon: <EyeOff aria-hidden />, onAction: hide },
    { id: 'mute', label: t('moments.menu.mute', { name }), icon: <VolumeX aria-hidden />, onAction: mute },
  ];
}
