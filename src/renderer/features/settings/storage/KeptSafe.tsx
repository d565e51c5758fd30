import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { usePersisted } from './usePersisted.ts';

/** From this part of what the browser gives on, it is said that room runs out. */
const NEARLY_FULL = 0.9;

/** How much room there is for the database, and whether the browser may throw it away when the disk runs low. */
export function KeptSafe(props: { readonly used: number | null; readonly quota: number | null }): ReactNode {
  const t = useT();
  const toast = useToast();
  const { isPersisted, ask } = usePersisted();
  const { used, quota } = props;
  const persist = async () => {
    const given = await ask();
    toast(given ? { text: t('storage.kept.given') } : { tone: 'danger', text: t('storage.kept.refused') });
  };
  if (isPersisted === null && quota === null) return null;
  return (
    <Section title={t('storage.kept')}>
      {quota !== null && <Quota used={used ?? 0} quota={quota} />}
      {isPersisted !== null && (
        <Row
          title={t(isPersisted ? 'storage.kept.yes' : 'storage.kept.no')}
          text={t(isPersisted ? 'storage.kept.yes.text' : 'storage.kept.no.text')}
        >
          {!isPersisted && <Button onClick={() => void persist()}>{t('storage.kept.ask')}</Button>}
        </Row>
      )}
    </Section>
  );
}

/** How much of what the browser gives is used; where little is left, that, and what to do. */
function Quota({ used, quota }: { readonly used: number; readonly quota: number }): ReactNode {
  const t = useT();
  const formats = useFormats();
  return (
    <>
      {used >= quota * NEARLY_FULL && (
        <Plain>
          <AlertBanner tone="warning" title={t('storage.full')}>
            {t('storage.full.text', { free: formats.bytes(Math.max(0, quota - used)) })}
          </AlertBanner>
        </Plain>
      )}
      <Row
        title={t('storage.quota')}
        text={t('storage.quota.text', { used: formats.bytes(used), quota: formats.bytes(quota) })}
      />
    </>
  );
}
