import { Paperclip } from 'lucide-react';
import { createContext, type ReactNode, use, useRef } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { OutgoingFile } from '@services/workspace/fileWorkspace.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import styles from './Attachments.module.css';
import { SendSheet } from './SendSheet.tsx';
import { useChosenFiles } from './useChosenFiles.ts';
import { useFileDrop } from './useFileDrop.ts';

/** Takes files to be sent; null where nothing can be sent. */
const AttachContext = createContext<((files: readonly File[]) => void) | null>(null);

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
  const drop = useFileDrop({ onFiles: chosen.add, isDisabled: !canSend });
  const send = async (files: readonly OutgoingFile[]) => {
    const sent = await workspace.sendFiles(conversation.space, files);
    if (sent.ok) onSend();
    else toast({ tone: 'danger', text: errorText(sent.error.code) });
  };
  return (
    <AttachContext value={canSend ? chosen.add : null}>
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
      <SendSheet chosen={chosen} onSend={(files) => void send(files)} />
    </AttachContext>
  );
}

/** Opens the system's chooser. */
export function AttachButton(): ReactNode {
  const t = useT();
  const attach = use(AttachContext);
  const input = useRef<FileInputControl>(null);
  if (attach === null) return null;
  return (
    <>
      <IconButton
        label={t('files.attach')}
        icon={<Paperclip aria-hidden />}
        aria-haspopup="dialog"
        onClick={() => input.current?.choose()}
      />
      <FileInput ref={input} accept="" multiple onFiles={attach} />
    </>
  );
}
