import { Camera } from 'lucide-react';
import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { SnapshotRow } from './SnapshotRow.tsx';
import { useSnapshots } from './useSnapshots.ts';

/** Snapshots of this device: what there is, making one, looking, going back. */
export function SnapshotSection(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const snapshots = useSnapshots();
  const { listed, error, doing } = snapshots;
  const bytes = listed === null ? 0 : listed.reduce((sum, one) => sum + one.bytes, 0);
  return (
    <Section title={t('snapshot.title')} description={t('snapshot.text')}>
      {error !== null && (
        <Plain>
          <AlertBanner tone="danger" title={t('snapshot.failed')}>
            {errorText(error)}
          </AlertBanner>
        </Plain>
      )}
      <Row
        title={bytes === 0 ? t('snapshot.use.none') : t('snapshot.use', { bytes: formats.bytes(bytes) })}
        text={<span role="status">{doing === null ? '' : t(`snapshot.working.${doing}`)}</span>}
      >
        <Button
          icon={<Camera aria-hidden />}
          pending={doing === 'make'}
          disabled={doing !== null}
          onClick={() => void snapshots.make()}
        >
          {t('snapshot.make')}
        </Button>
      </Row>
      {listed?.map((snapshot) => (
        <SnapshotRow key={snapshot.id} snapshot={snapshot} snapshots={snapshots} />
      ))}
      {listed?.length === 0 && (
        <EmptyState illustration="nothing" title={t('snapshot.empty')}>
          {t('snapshot.empty.text')}
        </EmptyState>
      )}
    </Section>
  );
}
