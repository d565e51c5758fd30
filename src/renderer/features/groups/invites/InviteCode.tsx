import { type ReactNode, useEffect, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import styles from './Invites.module.css';

export interface InviteCodeProps {
  readonly link: string;
  readonly label: string;
  /** It no longer works. */
  readonly isSpent: boolean;
}

/** The QR code of a link, dark on white in every theme since scanners expect it. */
export function InviteCode({ link, label, isSpent }: InviteCodeProps): ReactNode {
  const t = useT();
  const url = useCodeUrl(link);
  return (
    <div className={styles['paper']} data-spent={isSpent || undefined} aria-busy={url === 'drawing' || undefined}>
      {url === 'failed' && <p>{t('groups.invites.codeFailed')}</p>}
      {url !== 'failed' && url !== 'drawing' && <img src={url.address} alt={label} draggable={false} />}
    </div>
  );
}

type Code = 'drawing' | 'failed' | { readonly address: string };

/** An address for the drawn code, freed when it is no longer shown. */
function useCodeUrl(link: string): Code {
  const media = useMedia();
  const [code, setCode] = useState<Code>('drawing');
  useEffect(() => {
    let isCurrent = true;
    let address: string | null = null;
    void media.drawCode(link).then((picture) => {
      if (!isCurrent) return;
      if (!picture.ok) {
        setCode('failed');
        return;
      }
      address = URL.createObjectURL(new Blob([picture.value.slice()], { type: 'image/png' }));
      setCode({ address });
    });
    return () => {
      isCurrent = false;
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, [media, link]);
  return code;
}
