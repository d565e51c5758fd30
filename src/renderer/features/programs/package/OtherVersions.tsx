import type { ReactNode } from 'react';
import type { BlobId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { KnownPackage } from '@services/workspace/programWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { otherVersions } from '../list/programSections.ts';
import { useSources } from '../useSources.ts';

/** The other packages one has of the same program: in the room they stand behind the newest. */
export function OtherVersions(props: {
  readonly known: KnownPackage;
  readonly onOpenPackage: (id: BlobId) => void;
}): ReactNode {
  const t = useT();
  const formats = useFormats();
  const others = otherVersions(useSources().own, props.known);
  if (others.length === 0) return null;
  return (
    <Section title={t('programs.versions.title')}>
      {others.map(({ facts }) => {
        const { version } = facts.manifest;
        const title =
          version === null ? t('programs.versions.none') : t('programs.versions.one', { version: isolate(version) });
        return (
          <Row key={facts.package} title={title} text={formats.bytes(facts.size)}>
            <Button aria-label={`${t('programs.open')}: ${title}`} onClick={() => props.onOpenPackage(facts.package)}>
              {t('programs.open')}
            </Button>
          </Row>
        );
      })}
    </Section>
  );
}
