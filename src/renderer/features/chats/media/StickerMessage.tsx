import type { ReactNode } from 'react';
import type { Sticker } from '@domain/chat/bodies.ts';
import { useT } from '@i18n/useT.tsx';
import { PictureLayers } from '@ui/picture/PictureLayers.tsx';
import { Coming } from '../files/PictureCard.tsx';
import { useFile } from '../files/useFile.ts';
import styles from './Media.module.css';

/** A sticker: a picture without a bubble, read aloud as the emoji it stands for. */
export function StickerMessage({ sticker }: { readonly sticker: Sticker }): ReactNode {
  const t = useT();
  const shown = useFile(sticker.file);
  const { picture } = sticker.file;
  const isWaiting = shown.state.state !== 'here' && shown.state.state !== 'loading';
  return (
    <span className={styles['sticker']}>
      <PictureLayers
        // A blur has no see-through parts: it would show as a square until the sticker is here.
        blur={null}
        thumbnail={picture?.thumbnail ?? null}
        url={shown.url}
        alt={t('messages.sticker', { emoji: sticker.emoji })}
      />
      {isWaiting && <Coming shown={shown} />}
    </span>
  );
}
