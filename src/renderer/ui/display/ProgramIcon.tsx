import { type ReactNode, useCallback } from 'react';
import { classNames } from '../classNames.ts';
import { avatarInitial, avatarPattern } from './avatarPattern.ts';
import { holdPicture } from './pictureUrls.ts';
import styles from './ProgramIcon.module.css';

export interface ProgramIconProps {
  readonly name: string;
  /** A small PNG, JPEG or WebP; null where there is none. */
  readonly picture: Uint8Array | null;
  readonly size?: 'tiny' | 'small' | 'medium' | 'large';
}

/** The picture of a mini program, or its first letter. Decorative: the name stands beside it. */
export function ProgramIcon({ name, picture, size = 'medium' }: ProgramIconProps): ReactNode {
  return (
    <span className={classNames(styles['icon'], styles[size])} aria-hidden>
      {picture === null ? <Letter name={name} /> : <Picture bytes={picture} />}
    </span>
  );
}

function Letter({ name }: { readonly name: string }): ReactNode {
  const { from, ink } = avatarPattern(name);
  return (
    <span className={styles['letter']} style={{ background: from, color: ink }}>
      {avatarInitial(name)}
    </span>
  );
}

function Picture({ bytes }: { readonly bytes: Uint8Array }): ReactNode {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const picture = holdPicture(bytes, typeOf(bytes));
      image.src = picture.url;
      return picture.release;
    },
    [bytes],
  );
  return <img ref={show} alt="" draggable={false} />;
}

/** By its first bytes: nobody's word is taken for it. */
function typeOf([first]: Uint8Array): string {
  if (first === 0x89) return 'image/png';
  return first === 0xff ? 'image/jpeg' : 'image/webp';
}
