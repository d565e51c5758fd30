import { type ReactNode, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Program } from '@services/workspace/programWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { useDesk } from '../desk/deskContext.ts';
import { usePrograms } from '../usePrograms.ts';
import { useReport } from '../useReport.ts';
import styles from './Package.module.css';
import { StorageFigures } from './StorageFigures.tsx';
import { useStorage } from './useStorage.ts';

type Asked = 'wipe' | 'remove';

/** Ways to be rid of what a program stored here, and of the program. Both ask first. */
export function StorageActs({ program }: { readonly program: Program }): ReactNode {
  const t = useT();
  const desk = useDesk();
  const programs = usePrograms();
  const report = useReport();
  const toast = useToast();
  const formats = useFormats();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [acts, setActs] = useState(0);
  const storage = useStorage(program, acts);
  const { instance } = program;
  const name = isolate(program.name);
  const act = () => {
    desk.close(instance);
    const done = asked === 'wipe' ? programs.wipeProgram(instance) : programs.removeProgram(instance);
    const words = t(asked === 'wipe' ? 'programs.wipe.done' : 'programs.remove.done', { name });
    void report(done).then((ended) => {
      setActs((count) => count + 1);
      if (ended !== null) toast({ text: words });
    });
    setAsked(null);
  };
  const own = storage?.own ?? null;
  const goes = own === null ? null : t('programs.storage.goes', { size: formats.bytes(own) });
  return (
    <div className={styles['acts']}>
      {storage !== null && <StorageFigures program={program} storage={storage} />}
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
        <p>{t(asked === 'remove' ? 'programs.remove.text' : 'programs.wipe.text')}</p>
        {goes !== null && <p>{goes}</p>}
      </ConfirmDialog>
    </div>
  );
}
