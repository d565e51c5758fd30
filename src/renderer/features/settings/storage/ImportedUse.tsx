import { FolderInput } from 'lucide-react';
import type { ReactNode } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, isolate, useT } from '@i18n/useT.tsx';
import type { StorageUse } from '@services/workspace/fileWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';

/** Imported chats by what they take; each is deleted where it is read. */
export function ImportedUse({ imports }: Pick<StorageUse, 'imports'>): ReactNode {
  const t = useT();
  const formats = useFormats();
  if (imports.length === 0) return null;
  return (
    <Section title={t('storage.imports')} description={t('storage.imports.text')}>
      {imports.map(({ space, name, bytes }) => (
        <Row
          key={space}
          icon={<FolderInput aria-hidden />}
          title={<PersonName isLine>{name}</PersonName>}
          text={formats.bytes(bytes)}
        >
          <Button
            aria-label={t('storage.imports.openOf', { name: isolate(name) })}
            onClick={() => navigate(`/chats/${space}`)}
          >
            {t('storage.imports.open')}
          </Button>
        </Row>
      ))}
    </Section>
  );
}
