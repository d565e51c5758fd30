import { type ReactNode, useMemo, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Program, ProgramUpgrade } from '@services/workspace/programWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { useDesk } from '../desk/deskContext.ts';
import { usePrograms } from '../usePrograms.ts';
import { useReport } from '../useReport.ts';

const NONE: readonly ProgramUpgrade[] = [];

/** Another version of the program that is here, and what it asks for that this one does not. */
export function UpgradeNotice({ program }: { readonly program: Program }): ReactNode {
  const t = useT();
  const desk = useDesk();
  const programs = usePrograms();
  const report = useReport();
  const { instance } = program;
  const [next] = useQueryValue(
    useMemo(() => programs.upgradesOf(instance), [programs, instance]),
    NONE,
  );
  const [isAsked, setAsked] = useState(false);
  if (next === undefined) return null;
  const upgrade = async () => {
    setAsked(false);
    desk.close(instance);
    if ((await report(programs.upgradeProgram(instance, next.package))) !== null) void desk.open(instance);
  };
  const version = next.version ?? '?';
  return (
    <AlertBanner
      tone={next.sameAuthor ? 'info' : 'warning'}
      title={t('programs.upgrade', { version })}
      actions={<Button onClick={() => setAsked(true)}>{t('programs.upgrade.do')}</Button>}
    >
      {!next.sameAuthor && t('programs.upgrade.otherAuthor')}
      <ConfirmDialog
        isOpen={isAsked}
        title={t('programs.upgrade.title', { name: isolate(program.name), version })}
        confirmLabel={t('programs.upgrade.do')}
        cancelLabel={t('common.cancel')}
        onConfirm={() => void upgrade()}
        onCancel={() => setAsked(false)}
      >
        <Added upgrade={next} />
      </ConfirmDialog>
    </AlertBanner>
  );
}

function Added({ upgrade }: { readonly upgrade: ProgramUpgrade }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { added, addedHosts, sameAuthor } = upgrade;
  const names = added.map((permission) => t(`programs.permission.${permission}`));
  return (
    <>
      <p>{t('programs.upgrade.text')}</p>
      {!sameAuthor && <p>{t('programs.upgrade.otherAuthor')}</p>}
      {names.length > 0 && <p>{t('programs.upgrade.added', { permissions: formats.list(names) })}</p>}
      {addedHosts.length > 0 && <p>{t('programs.permission.net.hosts', { hosts: addedHosts.join(', ') })}</p>}
    </>
  );
}
