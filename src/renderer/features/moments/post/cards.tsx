import { Globe, Newspaper } from 'lucide-react';
import { type ReactNode, use } from 'react';
import type { PostLink, SharedPost } from '@domain/feed/post.ts';
import type { ProgramCard as Card } from '@domain/mini/card.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { LinkContext } from '@ui/text/links.ts';
import { tameMarks } from '@ui/text/tameMarks.ts';
import { MomentLinksContext } from '../room/links.ts';
import { useReport } from '../room/useMoments.ts';
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

/** A mini program somebody posted; its package is fetched when it is asked for. */
export function ProgramCard({ card }: { readonly card: Card }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const { onOpenPackage } = use(MomentLinksContext);
  const report = useReport();
  const open = async () => {
    if (await report(workspace.downloadFile(card.package))) onOpenPackage(card.package);
  };
  return (
    <button
      type="button"
      className={styles['card']}
      aria-label={t('moments.program.open', { name: isolate(card.name) })}
      onClick={() => void open()}
    >
      <ProgramIcon name={card.name} picture={card.icon} />
      <span className={styles['about']}>
        <strong>
          <PersonName>{card.name}</PersonName>
        </strong>
        <span className={styles['host']}>{t('moments.program')}</span>
      </span>
    </button>
  );
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
      onClick={() => onOpenChannelPost(shared.channel, shared.post)}
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
