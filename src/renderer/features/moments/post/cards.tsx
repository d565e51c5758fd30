import { Globe, Newspaper } from 'lucide-react';
import { type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { linkOfShared } from '@domain/channel/link.ts';
import type { FileReference } from '@domain/chat/file.ts';
import type { PostLink } from '@domain/feed/post.ts';
import type { SharedPost } from '@domain/feed/sharedPost.ts';
import type { ProgramCard as Card } from '@domain/mini/card.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { LinkContext } from '@ui/text/links.ts';
import { tameMarks } from '@ui/text/tameMarks.ts';
import { useMediaFile } from '../media/useMediaFile.ts';
import { MomentLinksContext } from '../room/links.ts';
import styles from './Cards.module.css';

/** Where an address leads: its host, in the form that can't pass for another's. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** An address somebody posted, with what they say of it: nothing is fetched to show it. */
export function LinkCard({ link }: { readonly link: PostLink }): ReactNode {
  const ask = use(LinkContext);
  const t = useT();
  const host = hostOf(link.url);
  return (
    <button
      type="button"
      className={styles['card']}
      aria-label={t('moments.link.card', { title: isolate(link.title === '' ? host : tameMarks(link.title)), host })}
      onClick={() => ask(link.url)}
    >
      {link.thumbnail === null ? (
        <span className={styles['icon']}>
          <Globe aria-hidden />
        </span>
      ) : (
        <ProgramIcon name={host} picture={link.thumbnail} />
      )}
      <span className={styles['about']}>
        <strong>
          {link.title === '' ? <bdi dir="ltr">{host}</bdi> : <PersonName>{tameMarks(link.title)}</PersonName>}
        </strong>
        {link.description !== '' && (
          <span className={styles['line']} dir="auto">
            {tameMarks(link.description)}
          </span>
        )}
        <bdi className={styles['host']} dir="ltr">
          {host}
        </bdi>
      </span>
    </button>
  );
}

/** A mini program somebody posted: a press fetches its package where it is not here, and opens its page once it is. */
export function ProgramCard({ card }: { readonly card: Card }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { onOpenPackage } = use(MomentLinksContext);
  const [isWanted, setWanted] = useState(false);
  const file = useMemo(() => packageFile(card), [card]);
  const { state, fetch } = useMediaFile(file);
  const isHere = state.state === 'here';
  useEffect(() => {
    if (isWanted && isHere) onOpenPackage(card.package);
  }, [isWanted, isHere, onOpenPackage, card.package]);
  const press = () => {
    if (isHere) return onOpenPackage(card.package);
    setWanted(true);
    fetch();
  };
  return (
    <button
      type="button"
      className={styles['card']}
      aria-label={t('moments.program.open', { name: isolate(card.name) })}
      aria-busy={isWanted && !isHere}
      onClick={press}
    >
      <ProgramIcon name={card.name} picture={card.icon} />
      <span className={styles['about']}>
        <strong>
          <PersonName>{card.name}</PersonName>
        </strong>
        <span className={styles['host']}>
          {isWanted && !isHere
            ? t('moments.upload.progress', { done: formats.bytes(state.held), size: formats.bytes(card.size) })
            : t('moments.program')}
        </span>
      </span>
    </button>
  );
}

/** The package of a card, as a file to be followed. */
function packageFile({ package: blob, size, name }: Card): FileReference {
  return { blob, size, name, mime: 'application/octet-stream', picture: null };
}

/** A post of a channel that somebody passed on. */
export function SharedCard({ shared }: { readonly shared: SharedPost }): ReactNode {
  const t = useT();
  const { onOpenChannelPost } = use(MomentLinksContext);
  const title = tameMarks(shared.title);
  return (
    <button
      type="button"
      className={styles['card']}
      aria-label={t('moments.shared.open', { title: isolate(title), name: isolate(shared.name) })}
      onClick={() => onOpenChannelPost(shared.channel, shared.post, linkOfShared(shared))}
    >
      <span className={styles['icon']}>
        <Newspaper aria-hidden />
      </span>
      <span className={styles['about']}>
        <strong>
          <PersonName>{title}</PersonName>
        </strong>
        <span className={styles['host']}>
          <PersonName>{tameMarks(shared.name)}</PersonName>
        </span>
      </span>
    </button>
  );
}
