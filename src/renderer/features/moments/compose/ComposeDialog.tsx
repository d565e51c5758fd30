import { AppWindow, ImagePlus, Link2, Mic, Newspaper } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { EventId } from '@shared/ids.ts';
import { MAX_POST_TEXT, MOST_PHOTOS } from '@domain/feed/post.ts';
import type { SharedPost } from '@domain/feed/sharedPost.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextArea } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { chordOf } from '@ui/keys/chord.ts';
import { feedKeys } from '@ui/keys/feedKeys.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import { useFileDrop } from '@ui/picture/useFileDrop.ts';
import { useMoments, useReport } from '../room/useMoments.ts';
import { AudienceRow } from './AudienceRow.tsx';
import styles from './Compose.module.css';
import { keepWords } from './keptWords.ts';
import { LinkFields } from './LinkFields.tsx';
import { PhotoTray } from './PhotoTray.tsx';
import { ProgramFields } from './ProgramFields.tsx';
import { VoiceFields } from './VoiceFields.tsx';
import { type Compose, useCompose } from './useCompose.ts';
import { useSharedPost } from './useSharedPost.ts';

export interface ComposeDialogProps {
  readonly kind: 'post' | 'story';
  /** A post of a channel that is passed on; null without one. */
  readonly sharing: EventId | null;
  readonly onClose: () => void;
}

/** Where one says something to one's contacts. */
export function ComposeDialog({ kind, sharing, onClose }: ComposeDialogProps): ReactNode {
  const t = useT();
  const moments = useMoments();
  const report = useReport();
  const draft = useCompose(kind, useSharedPost(sharing));
  const post = async () => {
    if (draft.moment === null) return;
    // It goes on above the feed, where it can be seen and cancelled. Words that could not be posted are there when one comes back.
    onClose();
    keepWords(kind, '');
    if (!(await report(moments.postMoment(draft.moment)))) keepWords(kind, draft.text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (chordOf(event) !== feedKeys.publish || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void post();
  };
  return (
    <Dialog
      isOpen
      isPressOutsideIgnored
      size="large"
      title={kind === 'story' ? t('moments.compose.story') : t('moments.compose.post')}
      closeLabel={t('common.cancel')}
      onClose={onClose}
      footer={
        <>
          <span className={styles['problem']} role="status">
            {draft.problem !== null && draft.problem !== 'empty' && t(`moments.compose.problem.${draft.problem}`)}
          </span>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            pending={draft.isReading}
            disabled={draft.problem !== null}
            data-tooltip={t('moments.compose.send.hint')}
            onClick={() => void post()}
          >
            {t('moments.compose.send')}
          </Button>
        </>
      }
    >
      <div role="presentation" onKeyDown={onKeyDown}>
        <Fields kind={kind} draft={draft} />
      </div>
    </Dialog>
  );
}

function Fields({ kind, draft }: { readonly kind: 'post' | 'story'; readonly draft: Compose }): ReactNode {
  const t = useT();
  const drop = useFileDrop({ onFiles: draft.desk.add, isDisabled: false });
  const isFull = draft.files.files.length >= (kind === 'story' ? 1 : MOST_PHOTOS);
  return (
    <div className={styles['fields']} data-over={drop.isOver || undefined} {...drop.handlers}>
      {draft.files.hasLeftOut && (
        <AlertBanner tone="warning">{t('moments.compose.tooMany', { most: MOST_PHOTOS })}</AlertBanner>
      )}
      <TextArea
        autoFocus
        label={t('moments.compose.text')}
        labelHidden
        placeholder={t('moments.compose.ask')}
        rows={4}
        maxLength={MAX_POST_TEXT}
        value={draft.text}
        onChange={(text) => draft.change({ text })}
      />
      <PhotoTray files={draft.files.files} onMove={draft.desk.move} onRemove={draft.desk.remove} />
      {draft.shared !== null && <Shared shared={draft.shared} />}
      <Attached draft={draft} isFull={isFull} />
      <AudienceRow draft={draft} />
    </div>
  );
}

/** The post of a channel that goes along. */
function Shared({ shared }: { readonly shared: SharedPost }): ReactNode {
  return (
    <div className={styles['shared']}>
      <Newspaper aria-hidden />
      <span>
        <strong>
          <PersonName isLine>{shared.title === '' ? shared.name : shared.title}</PersonName>
        </strong>
        <PersonName isLine>{shared.name}</PersonName>
      </span>
    </div>
  );
}

/** What can stand beside the words. */
function Attached({ draft, isFull }: { readonly draft: Compose; readonly isFull: boolean }): ReactNode {
  const t = useT();
  const input = useRef<FileInputControl>(null);
  const [isOpen, setOpen] = useState<'link' | 'program' | 'voice' | null>(null);
  const toggle = (part: 'link' | 'program' | 'voice') => setOpen(isOpen === part ? null : part);
  return (
    <>
      <div className={styles['tools']} role="group" aria-label={t('moments.compose.add')}>
        <Button
          variant="quiet"
          icon={<ImagePlus aria-hidden />}
          disabled={isFull}
          onClick={() => input.current?.choose()}
        >
          {t('moments.compose.photos')}
        </Button>
        <Button
          variant="quiet"
          icon={<Link2 aria-hidden />}
          aria-expanded={isOpen === 'link' || draft.link !== null}
          onClick={() => toggle('link')}
        >
          {t('moments.compose.link')}
        </Button>
        <Button
          variant="quiet"
          icon={<AppWindow aria-hidden />}
          aria-expanded={isOpen === 'program' || draft.program !== null}
          onClick={() => toggle('program')}
        >
          {t('moments.compose.program')}
        </Button>
        <Button
          variant="quiet"
          icon={<Mic aria-hidden />}
          disabled={draft.files.files.length > 0}
          aria-expanded={isOpen === 'voice'}
          onClick={() => toggle('voice')}
        >
          {t('moments.compose.voice')}
        </Button>
        <FileInput ref={input} accept="image/*,video/*,audio/*" multiple onFiles={draft.desk.add} />
      </div>
      {isOpen === 'voice' && (
        <VoiceFields
          onVoice={(file, media) => {
            draft.addVoice(file, media);
            setOpen(null);
          }}
          onEnd={() => setOpen(null)}
        />
      )}
      {(isOpen === 'link' || draft.link !== null) && (
        <LinkFields link={draft.link} onChange={(link) => draft.change({ link })} />
      )}
      {(isOpen === 'program' || draft.program !== null) && (
        <ProgramFields program={draft.program} onChange={(program) => draft.change({ program })} />
      )}
    </>
  );
}
