import { use } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import type { ArticleDocument } from '@domain/article/document.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChannelDraft, ChannelPostView } from '@services/workspace/channelWorkspace.ts';
import type { DraftSale, PostSale } from '@services/workspace/paidWorkspace.ts';
import type { LiveQuery } from '@ports/query.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { ChannelLinksContext } from '../channelLinks.ts';
import { useChannels, useReport } from '../useChannels.ts';

/** Ways into the editor. */
export interface Writing {
  readonly begin: (channel: SpaceId) => Promise<void>;
  /** Of an article that is published: its draft, made anew where there is none. */
  readonly edit: (post: ChannelPostView) => Promise<void>;
}

const NOTHING: ArticleDocument = { v: 1, blocks: [] };

/** Makes a draft and goes to it. */
export function useWriting(): Writing {
  const t = useT();
  const toast = useToast();
  const channels = useChannels();
  const report = useReport();
  const { onOpenChannel } = use(ChannelLinksContext);
  const open = async (draft: Omit<ChannelDraft, 'changedAt'>) => {
    const saved = await report(channels.saveArticle(draft));
    if (saved !== null) onOpenChannel(`${draft.channel}/write/${draft.id}`);
  };
  return {
    begin: (channel) => open({ ...blankDraft(channel), id: crypto.randomUUID() }),
    edit: async (post) => {
      if (post.article === null) return;
      const known = (await first(channels.drafts(post.channel))) ?? [];
      const begun = known.find((draft) => draft.post === post.id);
      if (begun !== undefined) return onOpenChannel(`${post.channel}/write/${begun.id}`);
      const document = await first(channels.article(post.id));
      if (document === null) return toast({ tone: 'danger', text: t('channels.article.coming') });
      const { title, summary, series } = post.article;
      await open({
        ...blankDraft(post.channel),
        id: crypto.randomUUID(),
        post: post.id,
        title,
        summary,
        series,
        document,
        ...(post.sale === undefined ? {} : { sale: draftSale(post.sale) }),
      });
    },
  };
}

function draftSale({ isForSubscribers, price }: PostSale): DraftSale {
  return { isForSubscribers, amount: price === null ? null : Number(price.amount) };
}

function blankDraft(channel: SpaceId): Omit<ChannelDraft, 'id' | 'changedAt'> {
  return { channel, post: null, title: '', summary: '', series: '', document: NOTHING, publishAt: null };
}

/** What a live read says first; null where it fails. */
function first<T>(query: LiveQuery<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const off = query.subscribe((state) => {
      if (state.status === 'loading') return;
      resolve(state.status === 'ready' ? state.value : null);
      // Some answer before there is anything to end.
      queueMicrotask(() => off());
    });
  });
}
