import type { ReactNode } from 'react';
import type { MiniManifest } from '@shared/mini/package.ts';
import { useT } from '@i18n/useT.tsx';
import styles from './Package.module.css';

/** What a package asks for, in words; each is asked for again when a program first wants it. */
export function DeclaredPermissions({ manifest }: { readonly manifest: MiniManifest }): ReactNode {
  const t = useT();
  const permissions = manifest.banyan?.permissions ?? [];
  if (permissions.length === 0) return <p>{t('programs.permissions.none')}</p>;
  return (
    <ul className={styles['permissions']}>
      {permissions.map((permission) => (
        <li key={permission} className={styles['plain']}>
          <span>{t(`programs.permission.${permission}`)}</span>
          <span className={styles['muted']}>
            {permission === 'net'
              ? t('programs.permission.net.hosts', { hosts: (manifest.banyan?.net ?? []).join(', ') })
              : t(`programs.permission.${permission}.text`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
