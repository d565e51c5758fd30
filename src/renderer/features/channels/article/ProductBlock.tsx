import { ShoppingBag } from 'lucide-react';
import { type ReactNode, use } from 'react';
import type { Block } from '@domain/article/document.ts';
import { priceText } from '@domain/article/words.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { ChannelLinksContext } from '../channelLinks.ts';
import styles from './Article.module.css';
import { PictureLook } from './PictureLook.tsx';
import { useProgramOpening } from './useProgramOpening.ts';

type Product = Extract<Block, { readonly block: 'product' }>;
type Opens = NonNullable<Product['opens']>;

/** Something to be had: what it is, what it costs in its seller's words, and the way to it (CHN-UI-2). */
export function ProductBlock({ block }: { readonly block: Product }): ReactNode {
  const { picture, name, words, opens } = block;
  const price = priceText(block);
  return (
    <div className={styles['product']}>
      {picture === null ? (
        <span className={styles['sign']}>
          <ShoppingBag aria-hidden />
        </span>
      ) : (
        <span className={styles['productPicture']}>
          <PictureLook file={picture} alt="" />
        </span>
      )}
      <span className={styles['about']}>
        <strong>
          <PersonName isLine>{name}</PersonName>
        </strong>
        {price !== '' && <bdi className={styles['price']}>{price}</bdi>}
        {words !== '' && <span dir="auto">{words}</span>}
      </span>
      {opens?.what === 'payment' && <PayButton code={opens.code} />}
      {opens?.what === 'program' && <ProgramButton opens={opens} />}
    </div>
  );
}

/** Opens the wallet's own window: the price stands there as the code says it. */
function PayButton({ code }: { readonly code: string }): ReactNode {
  const t = useT();
  const { onWallet } = use(ChannelLinksContext);
  return (
    <Button variant="primary" onClick={() => onWallet({ kind: 'code', text: code })}>
      {t('paid.product.pay')}
    </Button>
  );
}

function ProgramButton({ opens: { program } }: { readonly opens: Extract<Opens, { what: 'program' }> }): ReactNode {
  const t = useT();
  const { isPending, open } = useProgramOpening(program);
  return (
    <Button variant="primary" pending={isPending} onClick={open}>
      {t('paid.product.shop')}
    </Button>
  );
}
