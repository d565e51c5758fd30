import { FolderDown, FolderInput } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { lazy } from '@ui/loading/lazy.ts';

const ExportAllDialog = lazy(() =>
  import('./ExportAllDialog.tsx').then((module) => ({ default: module.ExportAllDialog })),
);

const ImportAllDialog = lazy(() =>
  import('./ImportAllDialog.tsx').then((module) => ({ default: module.ImportAllDialog })),
);

/** The way to everything of one's own in open formats, for other programs and for reading without any. */
export function Everything(): ReactNode {
  const t = useT();
  const [asked, setAsked] = useState<'export' | 'import' | null>(null);
  const close = () => setAsked(null);
  return (
    <Section title={t('everything.title')} description={t('everything.text')}>
      <Row icon={<FolderDown aria-hidden />} title={t('everything.export')} text={t('everything.export.text')}>
        <Button onClick={() => setAsked('export')}>{t('everything.export.open')}</Button>
      </Row>
      <Row icon={<FolderInput aria-hidden />} title={t('everything.import')} text={t('everything.import.text')}>
        <Button onClick={() => setAsked('import')}>{t('everything.import.open')}</Button>
      </Row>
      <Suspense fallback={null}>
        {asked === 'export' && <ExportAllDialog onClose={close} />}
        {asked === 'import' && <ImportAllDialog onClose={close} />}
      </Suspense>
    </Section>
  );
}
