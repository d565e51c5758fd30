import { Forward, MessageSquare, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { Conversation, FoundMessage } from '@services/workspace/workspace.ts';
import type { Message } from '@services/workspace/messageViews.ts';
import { Lightbox } from '@ui/overlays/Lightbox.tsx';
import type { LightboxAct } from '@ui/overlays/LightboxSurface.tsx';
import { PictureFrame } from '@ui/picture/PictureFrame.tsx';
import { FileCard } from '../files/FileCard.tsx';
import type { FileBody } from '../files/FileMessage.tsx';
import { Coming, Layers } from '../files/PictureCard.tsx';
import { type ShownFile, useFile } from '../files/useFile.ts';
import { useSaveFile } from '../files/useSaveFile.ts';
import { pictureOf } from '../reply/pictureOf.ts';
import { useDeeds } from '../talk/deedsContext.ts';
import { canForward } from '../talk/messageFacts.ts';
import { useNames } from '../talk/useNames.ts';
import { ViewedFilm } from './ViewedFilm.tsx';
import styles from './Viewer.module.css';
import { type Viewed, useViewed } from './useViewed.ts';
import { useViewerWords } from './useViewerWords.ts';

export interface OpenViewerProps {
  readonly space: Conversation['space'];
  /** The message whose photo or film was pressed. */
  readonly first: string;
  readonly onClose: () => void;
}

/** The photos and films of a chat over the whole window: who sent it and when, all there is to do with it, the ways to the others. */
export function OpenViewer({ space, first, onClose }: OpenViewerProps): ReactNode {
  const viewed = useViewed(space, first, onClose);
  const { message } = viewed;
  const [held, setHeld] = useState(message);
  // What went a moment before the list of what was sent says so makes way when it does.
  if (message !== held && message?.body.kind === 'file') setHeld(message);
  const shown = message?.body.kind === 'file' ? message : held;
  if (shown?.body.kind !== 'file') return null;
  return <Shown space={space} viewed={viewed} message={shown} body={shown.body} onClose={onClose} />;
}

interface ShownProps {
  readonly space: Conversation['space'];
  readonly viewed: Viewed;
  readonly message: FoundMessage;
  readonly body: FileBody;
  readonly onClose: () => void;
}

/** Shape of a film of which no frame is known. */
const PLAIN = { width: 320, height: 180 };

function Shown({ space, viewed, message, body, onClose }: ShownProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const save = useSaveFile();
  const shown = useFile(body.file);
  const author = useNames()(message.author);
  const labels = useViewerWords({ message, author, fileName: shown.name, place: viewed });
  const acts = useActs({ space, message, onClose });
  const isFilm = body.file.picture === null;
  const { url } = shown;
  const { width, height } = pictureOf(message) ?? PLAIN;
  return (
    <>
      <Lightbox
        labels={labels}
        detail={formats.full(message.at)}
        picture={{ url: isFilm ? null : url, width, height, alt: t('files.photo') }}
        {...(isFilm && url !== null && { film: <ViewedFilm key={url} file={body.file} url={url} /> })}
        placeholder={<Placeholder message={message} body={body} shown={shown} />}
        caption={body.caption}
        acts={acts}
        onPrevious={viewed.index > 0 ? () => viewed.go(-1) : null}
        onNext={viewed.index < viewed.count - 1 ? () => viewed.go(1) : null}
        onSave={url === null ? null : () => save(body.file, url)}
        onClose={onClose}
      />
      {viewed.ahead.map((one) => one.body.kind === 'file' && <Ahead key={one.id} file={one.body.file} />)}
    </>
  );
}

/** Has the browser fetch a photo that may be the next one. It is nowhere to be seen. */
function Ahead({ file }: { readonly file: FileBody['file'] }): ReactNode {
  const { url } = useFile(file);
  if (url === null || file.picture === null) return null;
  return <img className={styles['ahead']} src={url} alt="" aria-hidden decoding="async" />;
}

/** What stands there until it is here: how it will look, how far it has come, and the button that fetches it. */
function Placeholder(props: Pick<ShownProps, 'message' | 'body'> & { readonly shown: ShownFile }): ReactNode {
  const { message, body, shown } = props;
  const picture = pictureOf(message);
  if (picture === null) return <FileCard file={body.file} isOwn={message.own} />;
  return (
    <PictureFrame width={picture.width} height={picture.height}>
      <Layers picture={picture} url={null} />
      {shown.state.state !== 'here' && <Coming shown={shown} />}
    </PictureFrame>
  );
}

/** What else can be done with what is looked at: what cannot is not there. */
function useActs({
  space,
  message,
  onClose,
}: Pick<ShownProps, 'space' | 'message' | 'onClose'>): readonly LightboxAct[] {
  const t = useT();
  const { forward, remove } = useDeeds();
  // It stands in the list of what was sent: it is kept.
  const kept: Message = { ...message, state: message.own ? 'sent' : 'received', error: null };
  const acts: (LightboxAct | false)[] = [
    canForward(kept) && {
      id: 'forward',
      label: t('messages.forward'),
      icon: <Forward aria-hidden />,
      directional: true,
      onPress: () => forward([kept]),
    },
    {
      id: 'show',
      label: t('viewer.show'),
      icon: <MessageSquare aria-hidden />,
      onPress: () => {
        onClose();
        navigate(`/chats/${space}/${message.id}`);
      },
    },
    {
      id: 'delete',
      label: t('chats.menu.delete'),
      icon: <Trash2 aria-hidden />,
      onPress: () => remove([kept]),
    },
  ];
  return acts.filter((act) => act !== false);
}
