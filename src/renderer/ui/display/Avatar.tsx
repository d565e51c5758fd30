import { memo, type ReactNode, useCallback, useId } from 'react';
import { classNames } from '../classNames.ts';
import { avatarInitial, avatarPattern, groupInitials, PLAIN_PATTERN } from './avatarPattern.ts';
import { holdPicture } from './pictureUrls.ts';
import { PresenceDot } from './PresenceDot.tsx';
import styles from './Avatar.module.css';

/** A picture's bytes, or word that one is to be drawn. */
export type AvatarPicture =
  | { readonly kind: 'generated' }
  | { readonly kind: 'picture'; readonly type: string; readonly bytes: Uint8Array }
  /** A small picture as a data URL. */
  | { readonly kind: 'url'; readonly url: string };

export interface AvatarProps {
  /** Account id: seeds the generated picture. Null while there is none: drawn without a colour of its own. */
  readonly account: string | null;
  readonly name: string;
  readonly avatar: AvatarPicture;
  readonly size?: 'small' | 'medium' | 'large' | 'huge';
  /** The picture is of a group: drawn round, from its space and name. */
  readonly isGroup?: boolean;
  /** Label of the dot when the person is linked now; absent hides the dot. */
  readonly online?: string | null | undefined;
}

/** A person's picture. Decorative: the name stands beside it. */
export const Avatar = memo(function Avatar(props: AvatarProps): ReactNode {
  const { avatar, isGroup = false } = props;
  return (
    <span className={classNames(styles['avatar'], styles[props.size ?? 'medium'], isGroup && styles['group'])}>
      {avatar.kind === 'picture' && <Picture bytes={avatar.bytes} type={avatar.type} />}
      {avatar.kind === 'url' && <img src={avatar.url} className={styles['image']} alt="" draggable={false} />}
      {avatar.kind === 'generated' && (
        <Generated account={props.account} letters={isGroup ? groupInitials(props.name) : avatarInitial(props.name)} />
      )}
      {props.online !== undefined && props.online !== null && (
        <span className={styles['presence']}>
          <PresenceDot label={props.online} />
        </span>
      )}
    </span>
  );
});

function Picture({ bytes, type }: { readonly bytes: Uint8Array; readonly type: string }): ReactNode {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const picture = holdPicture(bytes, type);
      image.src = picture.url;
      return picture.release;
    },
    [bytes, type],
  );
  return <img ref={show} className={styles['image']} alt="" draggable={false} />;
}

function Generated(props: { readonly account: string | null; readonly letters: string }): ReactNode {
  const id = useId();
  const pattern = props.account === null ? PLAIN_PATTERN : avatarPattern(props.account);
  return (
    <svg className={styles['image']} viewBox="0 0 100 100" aria-hidden focusable="false">
      <linearGradient id={id} x1="0" y1="0" x2="1" y2="1">
        <stop offset="0" stopColor={pattern.from} />
        <stop offset="1" stopColor={pattern.to} />
      </linearGradient>
      <rect width="100" height="100" fill={`url(#${id})`} />
      {pattern.discs.map((disc, index) => (
        <circle key={index} cx={disc.x} cy={disc.y} r={disc.radius} fill="#fff" opacity="0.1" />
      ))}
      <text
        x="50"
        y="52"
        fill={pattern.ink}
        className={styles['initial']}
        data-many={props.letters.length > 1 || undefined}
        textAnchor="middle"
        dominantBaseline="central"
      >
        {props.letters}
      </text>
    </svg>
  );
}
