import { type ReactNode, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Program } from '@services/workspace/programWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { useDesk } from '../desk/deskContext.ts';
import { usePrograms } from '../usePrograms.ts';
import { useReport } from '../useReport.ts';
import styles from './Package.module.css';

type Asked = 'wipe' | 'remove';

/** Ways to be rid of what a program stored here, and of the program. Both ask first. */
export function StorageActs({ program }: { readonly program: Program }): ReactNode {
  const t = useT();
  const desk = useDesk();
  const programs = usePrograms();
  const report = useReport();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { instance } = program;
  const act = () => {
    desk.close(instance);
    void report(asked === 'wipe' ? programs.wipeProgram(instance) : programs.removeProgram(instance));
    setAsked(null);
  };
  const name = isolate(program.name);
  return (
    <div className={styles['acts']}>
      <p className={styles['muted']}>{t('programs.storage.text')}</p>
      <Button onClick={() => setAsked('wipe')}>{t('programs.wipe')}</Button>
      <Button variant="danger" onClick={() => setAsked('remove')}>
        {t('programs.remove')}
      </Button>
      <ConfirmDialog
        isOpen={asked !== null}
        title={asked === 'remove' ? t('programs.remove.title', { name }) : t('programs.wipe.title', { name })}
        confirmLabel={t(asked === 'remove' ? 'programs.remove' : 'programs.wipe')}
        cancelLabel={t('common.cancel')}
        tone="danger"
        onConfirm={act}
        onCancel={() => setAsked(null)}
      >
        {t(asked === 'remove' ? 'programs.remove.text' : 'programs.wipe.text')}
      </ConfirmDialog>
    </div>
  );
}
