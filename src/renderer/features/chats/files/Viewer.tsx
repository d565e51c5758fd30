import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import type { Message } from '@services/workspace/workspace.ts';
import { Lightbox } from '@ui/overlays/Lightbox.tsx';
import type { FileBody } from './FileMessage.tsx';
import styles from './Viewer.module.css';
import { Layers } from './PictureCard.tsx';
import { useFile } from './useFile.ts';
import { ViewerContext } from './viewer.ts';

export interface ViewerProps {
  readonly messages: readonly Message[];
  /** Who wrote a message of another. */
  readonly nameOf: (message: Message) => string;
  readonly children: ReactNode;
}

interface PictureMessage {
  readonly message: Message;
  readonly file: FileBody['file'];
  readonly picture: NonNullable<FileBody['file']['picture']>;
}

/** Lets the pictures of a log be looked at large, one after another. */
export function Viewer({ messages, nameOf, children }: ViewerProps): ReactNode {
  const [openId, setOpenId] = useState<string | null>(null);
  const pictures = useMemo(() => picturesOf(messages), [messages]);
  const index = pictures.findIndex(({ message }) => message.id === openId);
  const shown = pictures[index];
  const go = useCallback(
    (step: number) => setOpenId((before) => pictures[placeOf(pictures, before) + step]?.message.id ?? before),
    [pictures],
  );
  return (
    <ViewerContext value={setOpenId}>
      {children}
      {shown !== undefined && (
        <Shown
          key={shown.message.id}
          shown={shown}
          name={nameOf(shown.message)}
          place={{ index, count: pictures.length }}
          onGo={go}
          onClose={() => setOpenId(null)}
        />
      )}
    </ViewerContext>
  );
}

interface ShownProps {
  readonly shown: PictureMessage;
  readonly name: string;
  readonly place: { readonly index: number; readonly count: number };
  readonly onGo: (step: number) => void;
  readonly onClose: () => void;
}

function Shown({ shown, name, place, onGo, onClose }: ShownProps): ReactNode {
  const t = useT();
  const media = useMedia();
  const { message, file, picture } = shown;
  const { url, name: fileName } = useFile(file);
  const { index, count } = place;
  return (
    <Lightbox
      labels={{
        title: message.own ? t('files.viewer.own') : t('files.viewer.label', { name: isolate(name) }),
        close: t('files.viewer.close'),
        previous: t('files.viewer.previous'),
        next: t('files.viewer.next'),
        zoomIn: t('files.viewer.zoomIn'),
        zoomOut: t('files.viewer.zoomOut'),
        save: t('files.saveAs', { name: isolate(fileName) }),
        place: count > 1 ? t('files.viewer.place', { place: index + 1, count }) : '',
        missing: t('files.viewer.missing'),
      }}
      picture={{ url, width: picture.width, height: picture.height, alt: t('files.photo') }}
      placeholder={
        <span className={styles['small']} style={{ aspectRatio: `${picture.width} / ${picture.height}` }}>
          <Layers picture={picture} url={null} />
        </span>
      }
      caption={message.body.kind === 'file' ? message.body.caption : ''}
      onPrevious={index > 0 ? () => onGo(-1) : null}
      onNext={index < count - 1 ? () => onGo(1) : null}
      onSave={url === null ? null : () => media.saveFrom(url, fileName)}
      onClose={onClose}
    />
  );
}

function picturesOf(messages: readonly Message[]): readonly PictureMessage[] {
  return messages.flatMap((message) => {
    if (message.body.kind !== 'file' || message.body.file.picture === null) return [];
    return [{ message, file: message.body.file, picture: message.body.file.picture }];
  });
}

function placeOf(pictures: readonly PictureMessage[], id: string | null): number {
  return pictures.findIndex(({ message }) => message.id === id);
}
