import { type CSSProperties, type ReactNode, useMemo } from 'react';
import { blurUrl } from '@domain/chat/blur.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { PersonName } from '@i18n/useT.tsx';
import { authorColour } from '@ui/display/authorColour.ts';
import { PictureLayers } from '@ui/picture/PictureLayers.tsx';
import styles from './Quote.module.css';

type Picture = NonNullable<FileReference['picture']>;

export interface QuoteProps {
  readonly author: { readonly account: string; readonly name: string };
  /** What it says, in one line; why it can't be told, where it can't. */
  readonly words: string;
  /** It is not here, or was taken back. */
  readonly isGone?: boolean;
  readonly picture?: Picture | null;
}

/** A message in short, as what is answered: whose, and its words, cut to two lines. */
export function Quote({ author, words, isGone = false, picture = null }: QuoteProps): ReactNode {
  const style: CSSProperties & { '--quote-colour': string } = { '--quote-colour': authorColour(author.account) };
  return (
    <span className={styles['quote']} style={style} data-gone={isGone || undefined}>
      {picture !== null && <Thumbnail picture={picture} />}
      <span className={styles['text']}>
        {author.name !== '' && (
          <strong>
            <PersonName isLine>{author.name}</PersonName>
          </strong>
        )}
        <span dir="auto">{words}</span>
      </span>
    </span>
  );
}

function Thumbnail({ picture }: { readonly picture: Picture }): ReactNode {
  const blur = useMemo(() => blurUrl(picture.blur), [picture.blur]);
  return (
    <span className={styles['thumbnail']}>
      <PictureLayers blur={blur} thumbnail={picture.thumbnail} url={null} alt="" />
    </span>
  );
}
