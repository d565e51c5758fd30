import { type ReactNode, useEffect, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Illustration } from '@ui/display/Illustration.tsx';
import styles from './About.module.css';
import { editionOf } from './editionOf.ts';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { Page } from './layout/Page.tsx';

/** Settings → About. */
export function About(): ReactNode {
  const t = useT();
  const build = useBuild();
  return (
    <Page title={t('settings.about')}>
      <div className={styles['hero']}>
        <Illustration name="tree" />
        <h2>{t('common.appName')}</h2>
        <p>{t('settings.about.what')}</p>
      </div>
      <Section>
        {build !== null && (
          <Row title={t('settings.about.version')}>
            <bdi dir="ltr">{build.version}</bdi>
          </Row>
        )}
        {build !== null && (
          <Row title={t('settings.about.edition')}>{t(`settings.about.edition.${build.edition}`)}</Row>
        )}
        <Row title={t('settings.about.licence')} text={t('settings.about.licence.text')} />
      </Section>
    </Page>
  );
}

function useBuild(): { readonly version: string; readonly edition: ReturnType<typeof editionOf> } | null {
  const workspace = useWorkspace();
  const [build, setBuild] = useState<ReturnType<typeof useBuild>>(null);
  useEffect(() => {
    let isCurrent = true;
    void workspace.diagnostics().then((answer) => {
      if (!isCurrent || !answer.ok) return;
      setBuild({ version: answer.value.version, edition: editionOf(answer.value.edition) });
    });
    return () => {
      isCurrent = false;
    };
  }, [workspace]);
  return build;
}
