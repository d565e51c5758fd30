import { Download, Signature } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { BlobId } from '@shared/ids.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import type { PackageAuthor } from '@domain/mini/authorship.ts';
import { AuthorText } from '@i18n/AuthorText.tsx';
import { isolate, useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { KnownPackage } from '@services/workspace/programWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { useAuthor } from '../useAuthor.ts';
import { usePrograms } from '../usePrograms.ts';
import { useReport } from '../useReport.ts';
import styles from './Package.module.css';

export interface PackageActsProps {
  readonly known: KnownPackage;
  readonly onOpenPackage: (id: BlobId) => void;
}

const NONE: readonly KnownPackage[] = [];

/** What can be done with the package itself: signed as oneself where one added it, and saved as a file. */
export function PackageActs({ known, onOpenPackage }: PackageActsProps): ReactNode {
  const programs = usePrograms();
  const author = useAuthor(known.facts.package);
  const own = useQueryValue(
    useMemo(() => programs.ownPackages(), [programs]),
    NONE,
  );
  const isOwn = own.some(({ facts }) => facts.package === known.facts.package);
  return (
    <div className={styles['acts']}>
      <SaveButton known={known} />
      {isOwn && author !== null && author.kind !== 'self' && (
        <SignButton known={known} author={author} onOpenPackage={onOpenPackage} />
      )}
    </div>
  );
}

function SaveButton({ known: { facts, name } }: Pick<PackageActsProps, 'known'>): ReactNode {
  const t = useT();
  const media = useMedia();
  const workspace = useWorkspace();
  const { package: blob, size } = facts;
  const file = useMemo<FileReference>(
    () => ({ blob, size, name: cleanFileName(`${name}.xdc`), mime: 'application/octet-stream', picture: null }),
    [blob, size, name],
  );
  const { state } = useSnapshot(useMemo(() => workspace.fileState(file), [workspace, file]));
  const save = () => {
    const url = workspace.fileUrl(file);
    if (url !== null) media.saveFrom(url, file.name);
  };
  return (
    <Button icon={<Download aria-hidden />} disabled={state !== 'here'} onClick={save}>
      {t('programs.save')}
    </Button>
  );
}

/** Says first what a signature means, and whose place it takes. */
function SignButton({
  known,
  author,
  onOpenPackage,
}: PackageActsProps & { readonly author: PackageAuthor }): ReactNode {
  const t = useT();
  const toast = useToast();
  const programs = usePrograms();
  const report = useReport();
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const sign = async () => {
    setPending(true);
    const signed = await report(programs.signPackage(known.facts.package));
    setPending(false);
    setAsked(false);
    if (signed === null) return;
    toast({ text: t('programs.sign.done', { name: isolate(known.name) }) });
    onOpenPackage(signed.value.facts.package);
  };
  return (
    <>
      <Button icon={<Signature aria-hidden />} onClick={() => setAsked(true)}>
        {t('programs.sign')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        title={t('programs.sign.title', { name: isolate(known.name) })}
        confirmLabel={t('programs.sign.do')}
        cancelLabel={t('common.cancel')}
        pending={isPending}
        onConfirm={() => void sign()}
        onCancel={() => setAsked(false)}
      >
        <p>{t('programs.sign.text')}</p>
        <p>{t('programs.sign.copy')}</p>
        {author.kind !== 'unsigned' && author.kind !== 'app' && (
          <p>
            {t('programs.sign.other')} <AuthorText author={author} />
          </p>
        )}
      </ConfirmDialog>
    </>
  );
}
