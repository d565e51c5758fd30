import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, Suspense, useRef, useState } from 'react';
import { MAX_MESSAGE_LENGTH } from '@domain/chat/message.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChosenFile } from '@services/media/chosenDesk.ts';
import type { OutgoingFile } from '@services/workspace/fileWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { TextArea } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import { ChosenFileRow } from './ChosenFileRow.tsx';
import styles from './SendSheet.module.css';
import { type ChosenFiles, MOST_FILES } from './useChosenFiles.ts';

const EditPicture = lazy(() => import('./EditPicture.tsx').then((module) => ({ default: module.EditPicture })));

export interface SendSheetProps {
  readonly chosen: ChosenFiles;
  /** `isAlbum`: several, to be shown as one. */
  readonly onSend: (files: readonly OutgoingFile[], isAlbum: boolean) => void;
}

interface SheetDraft {
  readonly caption: string;
  readonly setCaption: (caption: string) => void;
  readonly asFile: boolean;
  readonly setAsFile: (asFile: boolean) => void;
  readonly isEmpty: boolean;
  readonly isReading: boolean;
  readonly send: () => void;
  readonly close: () => void;
}

function useSheetDraft(chosen: ChosenFiles, onSend: SendSheetProps['onSend']): SheetDraft {
  const [caption, setCaption] = useState('');
  const [asFile, setAsFile] = useState(false);
  const sendable = chosen.files.filter(({ kind }) => kind !== 'too-large');
  const isReading = chosen.files.some(({ kind }) => kind === 'reading');
  const close = () => {
    chosen.clear();
    setCaption('');
    setAsFile(false);
  };
  const send = () => {
    if (sendable.length === 0 || isReading) return;
    const words = caption.trim();
    const outgoing = sendable.map((one, index) => outgoingOf(one, { asFile, caption: index === 0 ? words : '' }));
    onSend(outgoing, outgoing.filter((one) => !one.asFile).length > 1);
    close();
  };
  return { caption, setCaption, asFile, setAsFile, isEmpty: sendable.length === 0, isReading, send, close };
}

/** What could not be drawn goes as it is, and the list says so. Words over everything go with the first: read, then what they are about. */
function outgoingOf(
  { file, kind, video }: ChosenFile,
  { asFile, caption }: Pick<OutgoingFile, 'asFile' | 'caption'>,
): OutgoingFile {
  const outgoing = { file, asFile: asFile || kind === 'file', caption };
  return video === null || asFile ? outgoing : { ...outgoing, media: { kind: 'video', ...video } };
}

/** Shows everything before it goes: pictures, files, words, and what a picture's file would tell. */
export function SendSheet({ chosen, onSend }: SendSheetProps): ReactNode {
  const t = useT();
  const input = useRef<FileInputControl>(null);
  const [edited, setEdited] = useState<ChosenFile | null>(null);
  const { files } = chosen;
  const draft = useSheetDraft(chosen, onSend);
  const { caption, asFile } = draft;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    draft.send();
  };
  return (
    <Dialog
      isOpen={files.length > 0}
      title={t('files.sheet.title', { count: files.length })}
      closeLabel={t('common.cancel')}
      onClose={draft.close}
      footer={
        <>
          <span className={styles['more']}>
            <Button variant="quiet" onClick={() => input.current?.choose()}>
              {t('files.sheet.add')}
            </Button>
          </span>
          <Button onClick={draft.close}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            icon={<SendHorizontal className={styles['sendIcon']} aria-hidden />}
            disabled={draft.isEmpty}
            pending={draft.isReading}
            onClick={draft.send}
          >
            {t('files.sheet.send')}
          </Button>
        </>
      }
    >
      <div className={styles['sheet']}>
        {chosen.hasLeftOut && (
          <AlertBanner tone="warning">{t('files.sheet.tooMany', { most: MOST_FILES })}</AlertBanner>
        )}
        <ul className={styles['list']} aria-label={t('files.sheet.list')} data-single={files.length === 1 || undefined}>
          {files.map((one) => (
            <ChosenFileRow
              key={one.id}
              chosen={one}
              asFile={asFile}
              onRemove={() => chosen.remove(one.id)}
              onEdit={() => setEdited(one)}
            />
          ))}
        </ul>
        <div role="presentation" onKeyDown={onKeyDown}>
          <TextArea
            label={t('files.sheet.caption')}
            labelHidden
            placeholder={t('files.sheet.captionHint')}
            value={caption}
            maxLength={MAX_MESSAGE_LENGTH}
            rows={1}
            onChange={draft.setCaption}
          />
        </div>
        {files.some(({ kind, video }) => kind === 'picture' || video !== null) && (
          <Switch
            label={t('files.sheet.asFile')}
            description={asFile ? t('files.sheet.asFile.hint') : t('files.sheet.asPicture.hint')}
            checked={asFile}
            onChange={draft.setAsFile}
          />
        )}
        <FileInput ref={input} accept="" multiple onFiles={chosen.add} />
        <Editing edited={edited} chosen={chosen} onClose={() => setEdited(null)} />
      </div>
    </Dialog>
  );
}

interface EditingProps {
  readonly edited: ChosenFile | null;
  readonly chosen: ChosenFiles;
  readonly onClose: () => void;
}

/** The editor over the sheet, for one of its pictures. */
function Editing({ edited, chosen, onClose }: EditingProps): ReactNode {
  if (edited === null) return null;
  return (
    <Suspense fallback={null}>
      <EditPicture file={edited.file} onDone={(file) => chosen.replace(edited.id, file)} onClose={onClose} />
    </Suspense>
  );
}
