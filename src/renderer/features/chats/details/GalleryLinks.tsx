import { MessageSquare } from 'lucide-react';
import { type ReactNode, use, useCallback } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useOpened } from '@ui/hooks/useOpened.ts';
import { LinkContext } from '@ui/text/links.ts';
import { Links } from '../conversation/Links.tsx';
import type { SentLink } from './galleryParts.ts';
import styles from './Gallery.module.css';
import { GalleryMonths } from './GalleryMonths.tsx';
import { LinkReader } from './linkReader.ts';

/** Addresses sent in a chat. One is opened after a question, as in the talk. */
export function GalleryLinks({ space }: { readonly space: Conversation['space'] }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const search = useOpened(
    useCallback(() => new LinkReader((...args) => workspace.readBack(...args), space), [workspace, space]),
  );
  if (search === null) return null;
  const { links, isBusy, error, hasMore } = search.state;
  if (error !== null) return <AlertBanner tone="danger">{errorText(error)}</AlertBanner>;
  if (links.length === 0 && !isBusy && !hasMore) {
    return (
      <EmptyState illustration="nothing" title={t('keeping.gallery.links.none')}>
        {t('keeping.gallery.none')}
      </EmptyState>
    );
  }
  return (
    <Links>
      <div aria-busy={isBusy}>
        <GalleryMonths things={links} onMore={isBusy || !hasMore ? null : search.opened.more}>
          {(those) => (
            <ul className={styles['rows']}>
              {those.map((link) => (
                <LinkRow key={`${link.message} ${link.url}`} space={space} link={link} />
              ))}
            </ul>
          )}
        </GalleryMonths>
      </div>
    </Links>
  );
}

function LinkRow({ space, link }: { readonly space: Conversation['space']; readonly link: SentLink }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const ask = use(LinkContext);
  return (
    <li className={styles['row']}>
      <span className={styles['link']}>
        <button type="button" dir="ltr" className={styles['address']} onClick={() => ask(link.url)}>
          {link.url}
        </button>
        <span dir="auto" className={styles['words']}>
          {link.words}
        </span>
      </span>
      <time dateTime={new Date(link.at).toISOString()}>{formats.moment(link.at)}</time>
      <IconButton
        label={t('keeping.gallery.show', { name: isolate(link.url) })}
        icon={<MessageSquare aria-hidden />}
        onClick={() => navigate(`/chats/${space}/${link.message}`)}
      />
    </li>
  );
}
