import { type ReactNode, useEffect, useState } from 'react';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import type { KnownPackage, Program } from '@services/workspace/programWorkspace.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { PermissionList } from '../package/PermissionList.tsx';
import { ProgramFacts } from '../package/ProgramFacts.tsx';
import { StorageActs } from '../package/StorageActs.tsx';
import { UpgradeNotice } from '../package/UpgradeNotice.tsx';
import { EditionLimits } from './EditionLimits.tsx';
import { useChats, usePrograms } from '../usePrograms.ts';
import styles from './ProgramInfo.module.css';

export interface ProgramInfoProps {
  readonly program: Program;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** What the app knows of a program, what it may do, and what it keeps here. */
export function ProgramInfo({ program, isOpen, onClose }: ProgramInfoProps): ReactNode {
  const t = useT();
  return (
    <Dialog
      isOpen={isOpen}
      title={t('programs.info.title', { name: isolate(program.name) })}
      closeLabel={t('common.close')}
      onClose={onClose}
    >
      <Content program={program} />
    </Dialog>
  );
}

function Content({ program }: { readonly program: Program }): ReactNode {
  const t = useT();
  const known = useKnown(program);
  const chat = useChats().find(({ space }) => space === program.space);
  return (
    <div className={styles['info']}>
      <UpgradeNotice program={program} />
      <p>
        <T id="programs.in" values={{ chat: <PersonName>{chat?.name ?? '…'}</PersonName> }} />
      </p>
      {known !== null && <ProgramFacts known={known} />}
      <h3>{t('programs.permissions')}</h3>
      <PermissionList program={program} />
      <EditionLimits />
      <h3>{t('programs.storage')}</h3>
      <StorageActs program={program} />
    </div>
  );
}

function useKnown({ package: id }: Program): KnownPackage | null {
  const programs = usePrograms();
  const [known, setKnown] = useState<KnownPackage | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void programs.inspectPackage(id).then((inspected) => {
      if (isCurrent && inspected.ok) setKnown(inspected.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [programs, id]);
  return known;
}
