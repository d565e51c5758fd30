import { FolderDown } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { lazy } from '@ui/loading/lazy.ts';

const ExportAllDialog = lazy(() =>
  import('./ExportAllDialog.tsx').then((module) => ({ default: module.ExportAllDialog })),
);

/** The way to everything of one's own in open formats, for other programs and for reading without any. */
export function Everything(): ReactNode {
  const t = useT();
  const [isSaving, setSaving] = useState(false);
  return (
    <Section title={t('everything.title')} description={t('everything.text')}>
      <Row icon={<FolderDown aria-hidden />} title={t('everything.export')} text={t('everything.export.text')}>
        <Button onClick={() => setSaving(true)}>{t('everything.export.open')}</Button>
      </Row>
      {isSaving && (
        <Suspense fallback={null}>
          <ExportAllDialog onClose={() => setSaving(false)} />
        </Suspense>
      )}
    </Section>
  );
}
