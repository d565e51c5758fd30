import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LinkPreview } from '@domain/chat/linkPreview.ts';
import { useT } from '@i18n/useT.tsx';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { PictureLayers } from '@ui/picture/PictureLayers.tsx';
import { destination, hasForeignLetters } from '@ui/text/destination.ts';
import styles from './Previews.module.css';

/** A name of a site that is written as an address could pass for where the link leads. */
const SEEMS_ADDRESS = /[.:/@\u2024\u3002\uff0e\uff61]/u;

/** What is known of a page: where it is, by its address alone, then what its maker says. */
export function PreviewWords({ preview }: { readonly preview: LinkPreview }): ReactNode {
  const t = useT();
  const { url, title, description, site, thumbnail } = preview;
  return (
    <>
      <span className={styles['words']}>
        <span className={styles['place']}>
          <bdi dir="ltr">{destination(url)}</bdi>
          {hasForeignLetters(url) && (
            <>
              <TriangleAlert aria-hidden />
              <VisuallyHidden>{t('common.link.lookAlike')}</VisuallyHidden>
            </>
          )}
          {site !== '' && !SEEMS_ADDRESS.test(site) && <bdi className={styles['site']}>{site}</bdi>}
        </span>
        <strong dir="auto">{title}</strong>
        {description !== '' && (
          <span className={styles['description']} dir="auto">
            {description}
          </span>
        )}
      </span>
      {thumbnail !== null && (
        <span className={styles['picture']}>
          <PictureLayers blur={null} thumbnail={thumbnail} url={null} alt="" />
        </span>
      )}
    </>
  );
}
