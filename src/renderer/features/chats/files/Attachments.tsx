import { ChartBarBig, ContactRound, LayoutGrid, MapPin, Paperclip } from 'lucide-react';
import { createContext, type ReactNode, use, useRef, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { OutgoingFile } from '@services/workspace/fileWorkspace.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import { NewPoll } from '../polls/NewPoll.tsx';
import { AskProgram } from '../programs/AskProgram.tsx';
import { useProgramLinks } from '../programs/programContext.ts';
import { useTakeReply } from '../reply/useWritingBar.tsx';
import { Sharing } from '../share/Sharing.tsx';
import styles from './Attachments.module.css';
import { SendSheet } from './SendSheet.tsx';
import { useChosenFiles } from './useChosenFiles.ts';
import { useFileDrop } from '@ui/picture/useFileDrop.ts';

interface AttachTarget {
  readonly conversation: Conversation;
  readonly onSend: () => void;
  readonly add: (files: readonly File[]) => void;
}

/** Where files go to be sent; null where nothing can be sent. */
const AttachContext = createContext<AttachTarget | null>(null);

export interface AttachmentsProps {
  readonly conversation: Conversation;
  /** Whether one may write here now. */
  readonly canSend: boolean;
  readonly className: string;
  readonly onSend: () => void;
  readonly children: ReactNode;
}

/** The open conversation as a place for files: dropped, pasted or chosen, they are shown before they go. */
export function Attachments(props: AttachmentsProps): ReactNode {
  const { conversation, canSend, className, onSend } = props;
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const chosen = useChosenFiles();
  const [program, setProgram] = useState<File | null>(null);
  // A mini program by itself: whether it is to be opened there or kept is asked.
  const add = (files: readonly File[]) => {
    const [first] = files;
    if (files.length === 1 && first !== undefined && isPackage(first)) setProgram(first);
    else chosen.add(files);
  };
  const drop = useFileDrop({ onFiles: add, isDisabled: !canSend });
  const takeReply = useTakeReply();
  const send = async (files: readonly OutgoingFile[], isAlbum: boolean) => {
    const sent = await workspace.sendFiles(conversation.space, files, { ...takeReply(), album: isAlbum });
    if (sent.ok) onSend();
    else toast({ tone: 'danger', text: errorText(sent.error.code) });
  };
  return (
    <AttachContext value={canSend ? { conversation, onSend, add } : null}>
      <div role="presentation" className={className} {...drop.handlers}>
        {props.children}
        {drop.isOver && (
          <div className={styles['drop']}>
            <div className={styles['target']}>
              <Paperclip aria-hidden />
              <strong>{t('files.drop.title')}</strong>
              <span>{t('files.drop.text', { name: isolate(conversation.name) })}</span>
            </div>
          </div>
        )}
      </div>
      <SendSheet chosen={chosen} onSend={(files, isAlbum) => void send(files, isAlbum)} />
      <AskProgram
        file={program}
        space={conversation.space}
        onFile={(file) => chosen.add([file])}
        onSent={onSend}
        onDone={() => setProgram(null)}
      />
    </AttachContext>
  );
}

function isPackage({ name }: File): boolean {
  return /\.xdc$/i.test(name);
}

/** Files by the system's chooser, or a mini program. */
export function AttachButton(): ReactNode {
  const t = useT();
  const target = use(AttachContext);
  const links = useProgramLinks();
  const input = useRef<FileInputControl>(null);
  const [isAsking, setAsking] = useState(false);
  const [sharing, setSharing] = useState<'place' | 'contact' | null>(null);
  if (target === null) return null;
  return (
    <>
      <MenuButton
        label={t('programs.attach.label')}
        icon={<Paperclip aria-hidden />}
        items={[
          {
            id: 'files',
            label: t('files.attach'),
            icon: <Paperclip aria-hidden />,
            onAction: () => input.current?.choose(),
          },
          {
            id: 'poll',
            label: t('messages.poll.new'),
            icon: <ChartBarBig aria-hidden />,
            onAction: () => setAsking(true),
          },
          {
            id: 'contact',
            label: t('share.contact'),
            icon: <ContactRound aria-hidden />,
            onAction: () => setSharing('contact'),
          },
          {
            id: 'place',
            label: t('share.place'),
            icon: <MapPin aria-hidden />,
            onAction: () => setSharing('place'),
          },
          {
            id: 'program',
            label: t('programs.attach'),
            icon: <LayoutGrid aria-hidden />,
            onAction: () => links.share(target.conversation.space),
          },
        ]}
      />
      <FileInput ref={input} accept="" multiple onFiles={target.add} />
      <Sharing
        what={sharing}
        conversation={target.conversation}
        onSent={target.onSend}
        onClose={() => setSharing(null)}
      />
      {isAsking && (
        <NewPoll space={target.conversation.space} onSent={target.onSend} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
