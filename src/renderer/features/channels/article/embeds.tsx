import { FileText, HandCoins, Play } from 'lucide-react';
import { type ReactNode, use } from 'react';
import type { Block } from '@domain/article/document.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { ChannelLinksContext } from '../channelLinks.ts';
import { postHref } from '../channelPlace.ts';
import styles from './Article.module.css';
import { useProgramOpening } from './useProgramOpening.ts';

type Of<Name extends Block['block']> = { readonly block: Extract<Block, { readonly block: Name }> };

/** A mini program: what it is, and the way to it. Its package is fetched first where it is not here. */
export function ProgramBlock({ block: { program } }: Of<'program'>): ReactNode {
  const t = useT();
  const { name, icon } = program;
  const { isPending, open } = useProgramOpening(program);
  return (
    <div className={styles['embed']}>
      <ProgramIcon name={name} picture={icon} />
      <span className={styles['about']}>
        <strong>
          <PersonName isLine>{name}</PersonName>
        </strong>
        <span>{t('channels.article.program')}</span>
      </span>
      <Button variant="primary" icon={<Play aria-hidden />} pending={isPending} onClick={open}>
        {t('channels.article.program.open')}
      </Button>
    </div>
  );
}

/** Asks for a payment: a press opens the wallet's own window, which says to whom and how much before anything is done. */
export function PaymentBlock({ block: { code, label } }: Of<'payment'>): ReactNode {
  const t = useT();
  const { onWallet } = use(ChannelLinksContext);
  return (
    <div className={styles['embed']}>
      <span className={styles['sign']}>
        <HandCoins aria-hidden />
      </span>
      <span className={styles['about']}>
        <strong>
          <PersonName isLine>{label}</PersonName>
        </strong>
        <span>{t('channels.article.payment')}</span>
      </span>
      <Button variant="primary" onClick={() => onWallet({ kind: 'code', text: code })}>
        {t('channels.article.payment.open')}
      </Button>
    </div>
  );
}

/** Another post. */
export function PostBlock({ block }: Of<'post'>): ReactNode {
  const t = useT();
  return (
    <a className={styles['embed']} href={postHref({ channel: block.channel, id: block.post })} draggable={false}>
      <span className={styles['sign']}>
        <FileText aria-hidden />
      </span>
      <span className={styles['about']}>
        <strong>
          <PersonName isLine>{block.title}</PersonName>
        </strong>
        <span>{t('channels.article.post')}</span>
      </span>
    </a>
  );
}
