import { Eraser, ImageUp } from 'lucide-react';
import { type ReactNode, useMemo, useRef } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { blurUrl } from '@domain/chat/blur.ts';
import type { PostBody } from '@domain/feed/post.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import { PictureLayers } from '@ui/picture/PictureLayers.tsx';
import { type Photo, photosOf } from '../media/photoShapes.ts';
import { useMediaFile } from '../media/useMediaFile.ts';
import { useMoments, useReport } from '../room/useMoments.ts';
import styles from './Cover.module.css';
import { type ShownPerson, useShownPerson } from './useShownPerson.ts';

export interface CoverProps {
  /** Null is oneself. */
  readonly account: AccountId | null;
}

/** The picture above somebody's posts, with their face and name; one's own can be changed. */
export function Cover({ account }: CoverProps): ReactNode {
  const person = useShownPerson(account);
  return (
    <header className={styles['cover']}>
      <div className={styles['picture']}>{person !== null && <CoverPicture account={person.account} />}</div>
      {account === null && <ChangeCover />}
      <div className={styles['who']}>{person !== null && <Who person={person} isOwn={account === null} />}</div>
    </header>
  );
}

function Who({ person, isOwn }: { readonly person: ShownPerson; readonly isOwn: boolean }): ReactNode {
  return (
    <>
      <h1>
        <PersonName>{person.name}</PersonName>
      </h1>
      <a
        className={styles['face']}
        href={isOwn ? '#/moments/mine' : `#/contacts/${person.account}`}
        aria-label={person.name}
        draggable={false}
      >
        <Avatar account={person.account} name={person.name} avatar={person.avatar} size="large" />
      </a>
    </>
  );
}

function CoverPicture({ account }: { readonly account: AccountId }): ReactNode {
  const moments = useMoments();
  const body = useQueryValue<PostBody | null>(
    useMemo(() => moments.cover(account), [moments, account]),
    null,
  );
  const photo = useMemo(() => photosOf(body?.files ?? [])[0], [body]);
  return photo === undefined ? null : <Shown photo={photo} />;
}

function Shown({ photo }: { readonly photo: Photo }): ReactNode {
  const { url } = useMediaFile(photo);
  const blur = useMemo(() => blurUrl(photo.picture.blur), [photo.picture.blur]);
  return <PictureLayers blur={blur} thumbnail={photo.picture.thumbnail} url={url} alt="" />;
}

function ChangeCover(): ReactNode {
  const t = useT();
  const moments = useMoments();
  const report = useReport();
  const input = useRef<FileInputControl>(null);
  const set = (file: File) => void report(moments.setCover({ file, asFile: false, caption: '' }));
  return (
    <div className={styles['change']}>
      <IconButton
        label={t('moments.cover.change')}
        icon={<ImageUp aria-hidden />}
        onClick={() => input.current?.choose()}
      />
      <IconButton
        label={t('moments.cover.remove')}
        icon={<Eraser aria-hidden />}
        onClick={() => void report(moments.setCover(null))}
      />
      <FileInput ref={input} accept="image/*" onFile={set} />
    </div>
  );
}
