import { type ReactNode, useMemo, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import { Lightbox } from '@ui/overlays/Lightbox.tsx';
import type { FileBody } from '../files/FileMessage.tsx';
import { Layers } from '../files/PictureCard.tsx';
import { useFile } from '../files/useFile.ts';
import { useSaveFile } from '../files/useSaveFile.ts';
import { useTalkActs } from '../talk/talkActs.ts';
import { useViewerWords } from '../viewer/useViewerWords.ts';
import { ViewerContext } from '../viewer/viewerContext.ts';

export interface ImportedViewerProps {
  /** Those that are loaded. */
  readonly messages: readonly Message[];
  readonly children: ReactNode;
}

interface Shot {
  readonly message: Message;
  readonly file: FileBody['file'];
  readonly picture: NonNullable<FileBody['file']['picture']>;
}

/** Lets the pictures of an imported chat be looked at large: one after another among those that are loaded. */
export function ImportedViewer({ messages, children }: ImportedViewerProps): ReactNode {
  const [openId, setOpenId] = useState<string | null>(null);
  const shots = useMemo(() => shotsOf(messages), [messages]);
  const index = shots.findIndex(({ message }) => message.id === openId);
  const shot = shots[index];
  const to = (place: number) => {
    const next = shots[place];
    return next === undefined ? null : () => setOpenId(next.message.id);
  };
  return (
    <ViewerContext value={setOpenId}>
      {children}
      {shot !== undefined && (
        <Shown
          key={shot.message.id}
          shot={shot}
          place={{ index, count: shots.length }}
          onPrevious={to(index - 1)}
          onNext={to(index + 1)}
          onClose={() => setOpenId(null)}
        />
      )}
    </ViewerContext>
  );
}

interface ShownProps {
  readonly shot: Shot;
  readonly place: { readonly index: number; readonly count: number };
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
  readonly onClose: () => void;
}

function Shown({ shot, place, onPrevious, onNext, onClose }: ShownProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const save = useSaveFile();
  const { nameOf } = useTalkActs();
  const { message, file, picture } = shot;
  const { url, name } = useFile(file);
  const words = useViewerWords({ message, author: nameOf(message.author), fileName: name, place });
  return (
    <Lightbox
      labels={words}
      detail={formats.full(message.at)}
      picture={{ url, width: picture.width, height: picture.height, alt: t('files.photo') }}
      placeholder={<Layers picture={picture} url={null} />}
      caption={message.body.kind === 'file' ? message.body.caption : ''}
      onPrevious={onPrevious}
      onNext={onNext}
      onSave={url === null ? null : () => save(file, url)}
      onClose={onClose}
    />
  );
}

function shotsOf(messages: readonly Message[]): readonly Shot[] {
  return messages.flatMap((message) => {
    if (message.body.kind !== 'file' || message.body.file.picture === null) return [];
    return [{ message, file: message.body.file, picture: message.body.file.picture }];
  });
}
