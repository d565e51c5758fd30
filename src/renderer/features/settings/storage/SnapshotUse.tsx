import { type ReactNode, useEffect, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';

/** What snapshots take, and the way to them. */
export function SnapshotUse(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const [bytes, setBytes] = useState<number | null>(null);
  useEffect(() => {
    let isShown = true;
    void workspace.snapshots().then((found) => {
      if (isShown && found.ok) setBytes(found.value.reduce((sum, one) => sum + one.bytes, 0));
    });
    return () => {
      isShown = false;
    };
  }, [workspace]);
  if (bytes === null) return null;
  return (
    <Section title={t('snapshot.title')}>
      <Row title={bytes === 0 ? t('snapshot.use.none') : t('snapshot.use', { bytes: formats.bytes(bytes) })}>
        <a href="#/settings/backup">{t('snapshot.use.link')}</a>
      </Row>
    </Section>
  );
}
