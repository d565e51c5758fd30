import type { ReactNode } from 'react';
import type { MiniPermission } from '@shared/mini/package.ts';
import { useT } from '@i18n/useT.tsx';
import type { Program } from '@services/workspace/programWorkspace.ts';
import { Switch } from '@ui/controls/Switch.tsx';
import { usePrograms } from '../usePrograms.ts';
import { useReport } from '../useReport.ts';
import styles from './Package.module.css';

/** What a program asked for or may ask for, each to be given or taken back. */
export function PermissionList({ program }: { readonly program: Program }): ReactNode {
  const t = useT();
  const programs = usePrograms();
  const report = useReport();
  if (program.declared.length === 0) return <p className={styles['muted']}>{t('programs.permissions.none')}</p>;
  return (
    <ul className={styles['permissions']}>
      {program.declared.map((permission) => (
        <li key={permission}>
          <PermissionChoice
            program={program}
            permission={permission}
            onChange={(granted) => void report(programs.setPermission(program.instance, permission, granted))}
          />
        </li>
      ))}
    </ul>
  );
}

interface PermissionChoiceProps {
  readonly program: Program;
  readonly permission: MiniPermission;
  readonly onChange: (granted: boolean) => void;
}

function PermissionChoice({ program, permission, onChange }: PermissionChoiceProps): ReactNode {
  const t = useT();
  const said = program.permissions.find((one) => one.permission === permission);
  if (permission === 'storage.sync') {
    return (
      <div className={styles['plain']}>
        <span>{t('programs.permission.storage.sync')}</span>
        <span className={styles['muted']}>{t('programs.permission.storage.sync.text')}</span>
      </div>
    );
  }
  return (
    <Switch
      label={t(`programs.permission.${permission}`)}
      description={
        said === undefined
          ? t('programs.permission.notAsked')
          : permission === 'net'
            ? t('programs.permission.net.hosts', { hosts: program.net.join(', ') })
            : t(`programs.permission.${permission}.text`)
      }
      checked={said?.granted ?? false}
      onChange={onChange}
    />
  );
}
