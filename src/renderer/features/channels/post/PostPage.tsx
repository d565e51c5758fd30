import { type ReactNode, useMemo, use, useState } from 'react';
import type { EventId, SpaceId } from '@shared/ids.ts';
import type { ArticleDocument } from '@domain/article/document.ts';
import { readingMinutes } from '@domain/article/words.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { ChannelPostView, ChannelView } from '@services/workspace/channelWorkspace.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import { ArticleBody } from '../article/ArticleBody.tsx';
import { PictureScope } from '../article/PictureScope.tsx';
import { ChannelAvatar } from '../ChannelAvatar.tsx';
import { ChannelLinksContext } from '../channelLinks.ts';
import { channelHref } from '../channelPlace.ts';
import { PaidWall } from '../paid/PaidWall.tsx';
import { usePaidState } from '../paid/usePaying.ts';
import { FollowToRead } from '../open/FollowToRead.tsx';
import { useChannel, useChannels } from '../useChannels.ts';
import { Comments } from './Comments.tsx';
import { DeletePost } from './DeletePost.tsx';
import { PostTime } from './PostCard.tsx';
import styles from './PostPage.module.css';
import { PostShown } from './PostShown.tsx';
import { Reactions } from './Reactions.tsx';
import { isOfFeed, usePostMenu } from './usePostMenu.tsx';

export interface PostPageProps {
  readonly id: EventId;
  readonly channel: SpaceId;
  /** By which the channel can be followed, where somebody passed the post on. */
  readonly link: string | null;
}

/** A post by itself: an article to be read, or a short post, with what readers say about it. */
export function PostPage({ id, channel, link }: PostPageProps): ReactNode {
  const t = useT();
  const channels = useChannels();
  const query = useQuery(useMemo(() => channels.channelPost(id), [channels, id]));
  if (query.status === 'loading') return <div className={styles['page']} aria-busy="true" />;
  const post = query.status === 'ready' ? query.value : null;
  if (post === null && link !== null) return <FollowToRead channel={channel} link={link} />;
  if (post === null) {
    return (
      <EmptyState illustration="nothing" title={t('channels.post.missing')}>
        {t('channels.post.missing.text')}
      </EmptyState>
    );
  }
  return <Post post={post} />;
}

function Post({ post }: { readonly post: ChannelPostView }): ReactNode {
  const t = useT();
  const { onOpenChannel } = use(ChannelLinksContext);
  const query = useChannel(post.channel);
  const channel = query.status === 'ready' ? query.value : null;
  const [isDeleting, setDeleting] = useState(false);
  const menu = usePostMenu(post, channel, () => setDeleting(true));
  return (
    <div className={styles['page']}>
      <article className={styles['column']} aria-labelledby="post-title">
        <header className={styles['head']}>
          <Title post={post} />
          <Byline post={post} channel={channel}>
            {menu.length > 0 && <MenuButton label={t('channels.post.menu')} items={menu} />}
          </Byline>
        </header>
        {post.article === null ? (
          post.body !== null && <PostShown body={post.body} name={post.person.name} />
        ) : (
          <SoldText post={post} title={post.article.title} />
        )}
        {!isOfFeed(channel) && (
          <>
            <Reactions post={post} />
            <hr className={styles['line']} />
            <Comments post={post} channel={channel} />
          </>
        )}
      </article>
      {isDeleting && (
        <DeletePost post={post} onClose={() => setDeleting(false)} onDeleted={() => onOpenChannel(post.channel)} />
      )}
    </div>
  );
}

function Title({ post: { article, person } }: { readonly post: ChannelPostView }): ReactNode {
  const t = useT();
  if (article === null) {
    return (
      <h1 id="post-title" data-quiet>
        {t('channels.post.of', { name: isolate(person.name) })}
      </h1>
    );
  }
  return (
    <>
      {article.series !== '' && (
        <p className={styles['series']}>
          <bdi>{article.series}</bdi>
        </p>
      )}
      <h1 id="post-title" dir="auto">
        {article.title}
      </h1>
      {article.summary !== '' && (
        <p className={styles['summary']} dir="auto">
          {article.summary}
        </p>
      )}
    </>
  );
}

interface BylineProps {
  readonly post: ChannelPostView;
  readonly channel: ChannelView | null;
  readonly children: ReactNode;
}

function Byline({ post, channel, children }: BylineProps): ReactNode {
  const t = useT();
  const { person, article } = post;
  const face = channel ?? { id: post.channel, name: person.name, picture: person.picture };
  return (
    <div className={styles['byline']}>
      <a href={channelHref(post.channel)} draggable={false} tabIndex={-1} aria-hidden>
        <ChannelAvatar channel={face} />
      </a>
      <div>
        <a href={channelHref(post.channel)} draggable={false}>
          <PersonName>{face.name}</PersonName>
        </a>
        <span className={styles['facts']}>
          <PostTime post={post} />
          {article !== null && <span>{t('channels.article.minutes', { count: readingMinutes(article.words) })}</span>}
        </span>
      </div>
      {children}
    </div>
  );
}

/** The text, or where that is sold and not paid for, what it costs. */
function SoldText({ post, title }: { readonly post: ChannelPostView; readonly title: string }): ReactNode {
  const state = usePaidState(post.id);
  if (post.sale !== undefined && state === 'sealed') return <PaidWall post={post} sale={post.sale} />;
  return <ArticleText post={post} title={title} />;
}

function ArticleText({ post, title }: { readonly post: ChannelPostView; readonly title: string }): ReactNode {
  const t = useT();
  const channels = useChannels();
  const query = useQuery(useMemo(() => channels.article(post.id), [channels, post.id]));
  if (query.status === 'failed') return <p role="status">{t('channels.article.failed')}</p>;
  if (query.status === 'loading' || query.value === null) {
    return (
      <div className={styles['coming']}>
        <p role="status">{t('channels.article.coming')}</p>
        <Skeleton />
        <Skeleton />
        <Skeleton />
      </div>
    );
  }
  return <ReadArticle title={title} document={query.value} />;
}

export interface ReadArticleProps {
  readonly title: string;
  readonly document: ArticleDocument;
}

/** The text of an article, whose pictures can be looked at large. */
export function ReadArticle({ title, document }: ReadArticleProps): ReactNode {
  const pictures = useMemo(() => document.blocks.filter((block) => block.block === 'picture'), [document]);
  return (
    <PictureScope title={title} pictures={pictures}>
      <ArticleBody document={document} />
    </PictureScope>
  );
}
