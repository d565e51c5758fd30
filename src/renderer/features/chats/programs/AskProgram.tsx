import { type ReactNode, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';

export interface AskProgramProps {
  /** A file that ends as mini programs do; null while there is none. */
  readonly file: File | null;
  readonly space: SpaceId;
  /** It is to go as a file. */
  readonly onFile: (file: File) => void;
  readonly onSent: () => void;
  readonly onDone: () => void;
}

/** Asks how a mini program's file is to go: to be opened in the chat, or as it is. */
export function AskProgram(props: AskProgramProps): ReactNode {
  const { file } = props;
  return file === null ? null : <Question key={file.name} {...props} file={file} />;
}

function Question({ file, space, onFile, onSent, onDone }: AskProgramProps & { readonly file: File }): ReactNode {
  const t = useT();
  const { programs } = useWorkspace();
  const errorText = useErrorText();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<WorkspaceErrorCode | null>(null);
  const send = async () => {
    setPending(true);
    const added = await programs.addPackage(file);
    const sent = added.ok ? await programs.sendProgram(space, added.value.facts.package) : added;
    setPending(false);
    if (!sent.ok) return setError(sent.error.code);
    onSent();
    onDone();
  };
  return (
    <Dialog
      isOpen
      title={t('programs.ask')}
      closeLabel={t('common.cancel')}
      size="small"
      onClose={onDone}
      footer={
        <>
          <Button
            onClick={() => {
              onFile(file);
              onDone();
            }}
          >
            {t('programs.ask.file')}
          </Button>
          <Button variant="primary" autoFocus pending={isPending} onClick={() => void send()}>
            {t('programs.ask.program')}
          </Button>
        </>
      }
    >
      {error !== null && <AlertBanner tone="danger">{errorText(error)}</AlertBanner>}
      <p>{t('programs.ask.text', { name: isolate(cleanFileName(file.name)) })}</p>
    </Dialog>
  );
}
