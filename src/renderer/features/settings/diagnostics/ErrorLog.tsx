import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { LogLine } from '@services/workspace/workspace.ts';
import { Plain } from '@ui/layout/Panel.tsx';
import styles from './Diagnostics.module.css';

/** The last errors, newest first. */
export function ErrorLog({ lines }: { readonly lines: readonly LogLine[] }): ReactNode {
  const t = useT();
  const formats = useFormats();
  if (lines.length === 0) {
    return (
      <Plain>
        <p className={styles['none']}>{t('settings.diag.errors.none')}</p>
      </Plain>
    );
  }
  return (
    <ul className={styles['log']}>
      {lines
        .map((line, index) => ({ line, key: `${line.at} ${index}` }))
        .toSorted((one, other) => other.line.at - one.line.at)
        .map(({ line, key }) => (
          <li key={key} data-level={line.level}>
            <time dateTime={new Date(line.at).toISOString()} data-tooltip={formats.full(line.at)}>
              {formats.time(line.at)}
            </time>
            <bdi dir="ltr">
              <b>{line.source}</b> {line.text}
            </bdi>
          </li>
        ))}
    </ul>
  );
}
