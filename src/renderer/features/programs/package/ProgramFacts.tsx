import { type ReactNode, useState } from 'react';
import type { BlobId } from '@shared/ids.ts';
import { standingOf } from '@domain/mini/authorship.ts';
import { AuthorText } from '@i18n/AuthorText.tsx';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { KnownPackage } from '@services/workspace/programWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { AuthorLine } from '@ui/display/AuthorLine.tsx';
import { LinkConfirmDialog } from '@ui/overlays/LinkConfirmDialog.tsx';
import { useAuthor } from '../useAuthor.ts';
import { useReport } from '../useReport.ts';
import styles from './Package.module.css';

/** What a package says of itself, and what was seen of it. */
export function ProgramFacts({ known }: { readonly known: KnownPackage }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { manifest, size, unpacked, package: id } = known.facts;
  return (
    <dl className={styles['facts']}>
      {manifest.version !== null && <Fact name={t('programs.version')}>{manifest.version}</Fact>}
      <Fact name={t('programs.size')}>
        {t('programs.size.text', { size: formats.bytes(size), unpacked: formats.bytes(unpacked) })}
      </Fact>
      <Fact name={t('programs.author')}>
        <Author id={id} />
      </Fact>
      {manifest.sourceCodeUrl !== null && (
        <Fact name={t('programs.source')}>
          <Source url={manifest.sourceCodeUrl} />
        </Fact>
      )}
      <Fact name={t('programs.hash')}>
        <bdi className={styles['code']}>{id}</bdi>
      </Fact>
    </dl>
  );
}

function Author({ id }: { readonly id: BlobId }): ReactNode {
  const author = useAuthor(id);
  return (
    author !== null && (
      <AuthorLine standing={standingOf(author)}>
        <AuthorText author={author} />
      </AuthorLine>
    )
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** An address is text first: opening it asks, and shows where it leads. */
function Source({ url }: { readonly url: string }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const report = useReport();
  const [isAsked, setAsked] = useState(false);
  const open = (address: string) => {
    setAsked(false);
    void report(workspace.openExternal(address));
  };
  return (
    <>
      <button type="button" className={styles['link']} onClick={() => setAsked(true)}>
        <bdi dir="ltr">{url}</bdi>
      </button>
      <LinkConfirmDialog
        url={isAsked ? url : null}
        title={t('chats.link.title')}
        description={t('chats.link.text')}
        openLabel={t('chats.link.open')}
        cancelLabel={t('common.cancel')}
        lookAlike={t('common.link.lookAlike')}
        onOpen={open}
        onCancel={() => setAsked(false)}
      />
    </>
  );
}
