import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { Diagnostics } from '@services/workspace/workspace.ts';
import { Plain } from '@ui/layout/Panel.tsx';
import styles from './Diagnostics.module.css';

type Links = Diagnostics['links'];

/** Each live link: whose it is, how quick, how much, how far in step. */
export function LinksTable({ links }: { readonly links: Links }): ReactNode {
  const t = useT();
  if (links.length === 0) {
    return (
      <Plain>
        <p className={styles['none']}>{t('settings.diag.links.none')}</p>
      </Plain>
    );
  }
  return (
    // Scrolls sideways in a narrow window, also by keyboard.
    <div className={styles['scroll']} role="region" aria-label={t('settings.diag.links')} tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('settings.diag.contact')}</th>
            <th scope="col">{t('settings.diag.roundTrip')}</th>
            <th scope="col">{t('settings.diag.sent')}</th>
            <th scope="col">{t('settings.diag.received')}</th>
            <th scope="col">{t('settings.diag.synced')}</th>
            <th scope="col">{t('settings.diag.refused')}</th>
          </tr>
        </thead>
        <tbody>
          {links.map((link, index) => (
            // One contact may have several devices, so the name alone is no key.
            <LinkRow key={`${link.contact} ${index}`} link={link} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LinkRow({ link }: { readonly link: Links[number] }): ReactNode {
  const t = useT();
  const formats = useFormats();
  return (
    <tr>
      <th scope="row">
        <PersonName>{link.contact}</PersonName>
      </th>
      <td>{link.roundTrip === null ? '–' : t('settings.diag.roundTrip.value', { ms: Math.round(link.roundTrip) })}</td>
      <td>{formats.bytes(link.bytesSent)}</td>
      <td>{formats.bytes(link.bytesReceived)}</td>
      <td data-behind={link.synced < link.spaces || undefined}>
        {t('settings.diag.synced.value', { synced: link.synced, spaces: link.spaces })}
      </td>
      <td>{formats.number(link.refused)}</td>
    </tr>
  );
}
