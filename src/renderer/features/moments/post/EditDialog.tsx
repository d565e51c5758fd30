import { type ReactNode, useState } from 'react';
import type { EventId } from '@shared/ids.ts';
import { MAX_POST_TEXT } from '@domain/feed/post.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextArea } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { useMoments } from '../room/useMoments.ts';

export interface EditDialogProps {
  readonly post: EventId;
  readonly text: string;
  readonly onClose: () => void;
}

/** Changes the words of an own post. */
export function EditDialog({ post, text, onClose }: EditDialogProps): ReactNode {
  const t = useT();
  const moments = useMoments();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  const [words, setWords] = useState(text);
  const save = () => act.run(() => moments.editMoment(post, words.trim()), onClose);
  return (
    <Dialog
      isOpen
      isPressOutsideIgnored
      title={t('moments.edit.title')}
      closeLabel={t('common.cancel')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" pending={act.isPending} disabled={words.trim() === text} onClick={save}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <TextArea
        label={t('moments.compose.text')}
        labelHidden
        autoFocus
        rows={6}
        maxLength={MAX_POST_TEXT}
        value={words}
        description={t('moments.edit.hint')}
        onChange={setWords}
      />
    </Dialog>
  );
}
