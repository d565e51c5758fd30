import { type ReactNode, useEffect, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Program } from '@services/workspace/programWorkspace.ts';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import styles from './ProgramPane.module.css';

/** What comes quicker than this shows no sign of loading, ms. */
const PATIENCE = 400;

/** What lies in a program's place until its page has something to show: who is coming, and after a while that it takes time. */
export function Waiting({ program }: { readonly program: Program | null }): ReactNode {
  const t = useT();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles['loading']} aria-busy="true">
      {program !== null && <ProgramIcon name={program.name} picture={program.icon} />}
      {isLong && <Spinner label={t('common.loading')} />}
    </div>
  );
}
